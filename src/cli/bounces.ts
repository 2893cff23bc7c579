import type { Command } from 'commander'
import { duration, example } from './arguments.ts'
import type { Cli } from './context.ts'
import { describeError } from './describe-error.ts'

/** EX_TEMPFAIL of sysexits.h: a mail server that hands us a message keeps it and tries again. */
const tryLater = 75

const dayMs = 86_400_000

const clock = () => new Date()

/** `bounce` and `bounces list`: what came back of the mails that were sent. */
export function addBounceCommands(program: Command, cli: Cli): void {
  const { screen, io } = cli

  program
    .command('bounce')
    .description('read a message that came back, or a complaint, from standard input, and act on it')
    .addHelpText(
      'after',
      `
For a mail server to pipe into what comes to the address of MAIL_FROM (docs/operations.md).
Status 0: it was dealt with. 1: it is neither bounce nor complaint, and a person should look.
${tryLater}: the records cannot be reached, and it should be tried again.
${example('bounce < message.eml')}`,
    )
    .action(async () => {
      try {
        await cli.recorded(async (deps) => {
          const { run } = await import('./bounce.ts')
          return await run({ ...deps, lines: io.stdin(), clock, screen })
        }, tryLater)
      } catch (error) {
        await cli.plain(async () => {
          screen.complain(describeError(error))
          return tryLater
        })
      }
    })

  program
    .command('bounces')
    .description('look at what came back')
    .command('list')
    .description('show bounces and complaints, the latest first, and what was done; ids only, no addresses')
    .option('--since <time>', 'only those of this long ago or later, such as 12h or 7d', duration, 30 * dayMs)
    .option('--json', 'one JSON object per line')
    .addHelpText('after', example('bounces list --since 7d'))
    .action(({ since, json }: { since: number; json?: boolean }) =>
      cli.recorded(
        async (deps) => await (await import('./bounces-list.ts')).run({ ...deps, sinceMs: since, json, clock, screen }),
      ),
    )
}
