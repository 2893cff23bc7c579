import type { Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'

/** `feeds list|test|import|export`. */
export function addFeedCommands(program: Command, cli: Cli): void {
  const { screen, linesOfFile } = cli
  const clock = () => new Date()
  const feeds = program.command('feeds').description('look at the feeds, try one, exchange them with feed readers')

  feeds
    .command('list')
    .description('show every feed and how it fares')
    .addHelpText('after', example('feeds list'))
    .action(() =>
      cli.recorded(async (deps) => await (await import('./feeds-list.ts')).run({ ...deps, now: clock(), screen })),
    )

  feeds
    .command('test')
    .description('fetch a feed and show what would be taken; nothing is stored')
    .argument('<url>', 'address of a feed, or the id of one in feeds.yaml')
    .addHelpText('after', example('feeds test https://feeds.bbci.co.uk/news/england/rss.xml'))
    .action((asked: string) =>
      cli.configured(async ({ config, stopping }) => {
        const [{ run }, { createHttpClient }] = await Promise.all([
          import('./feeds-test.ts'),
          import('../feeds/http.ts'),
        ])
        const http = createHttpClient({ network: config.settings.network, turn: async () => undefined, clock })
        try {
          return await run({ asked, config, http, clock, signal: stopping, screen })
        } finally {
          await http.close()
        }
      }),
    )

  feeds
    .command('import')
    .description('turn the feeds of an OPML file into entries for feeds.yaml, on standard output')
    .argument('<file>', 'OPML file; addresses that feeds.yaml has already are left out')
    .addHelpText('after', example('feeds import subscriptions.opml >> config/feeds.yaml'))
    .action((file: string) =>
      cli.configured(async ({ config }) => {
        const { run } = await import('./feeds-import.ts')
        return await run({ file, lines: linesOfFile(file), config, screen })
      }),
    )

  feeds
    .command('export')
    .description('write the feeds as OPML to standard output')
    .addHelpText('after', example('feeds export > feeds.opml'))
    .action(() =>
      cli.configured(async ({ config }) => await (await import('./feeds-export.ts')).run({ config, screen })),
    )
}
