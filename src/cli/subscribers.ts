import { randomUUID } from 'node:crypto'
import { Option, type Command } from 'commander'
import { weekdays } from '../events/times.ts'
import { collect, example, timeOfDay } from './arguments.ts'
import type { Cli } from './context.ts'
import type { Asked } from './subscribers-add.ts'
import { addMovingCommands } from './subscribers-moving.ts'

const clock = () => new Date()

/** `subscribers list|add|remove|erase|import|export`. */
export function addSubscriberCommands(program: Command, cli: Cli): void {
  const { screen } = cli
  const subscribers = program.command('subscribers').description('look at who is mailed, add and remove')

  subscribers
    .command('list')
    .description('show everybody, their state and what they asked for')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', example('subscribers list'))
    .action(({ json }: { json?: boolean }) =>
      cli.recorded(async (deps) => await (await import('./subscribers-list.ts')).run({ ...deps, json, screen })),
    )

  subscribers
    .command('add')
    .description(
      'add a subscriber: pending until they confirm by the link mailed to them, unless you hold their consent',
    )
    .argument('<address>', 'email address')
    .addOption(
      new Option('--authority <name>', 'only news of this authority; may be given again')
        .argParser(collect)
        .default([], 'every authority'),
    )
    .addOption(
      new Option('--region <name>', 'only news of this region’s authorities; may be given again')
        .argParser(collect)
        .default([], 'every region'),
    )
    .addOption(
      new Option('--rule <id>', 'only what this rule finds; may be given again')
        .argParser(collect)
        .default([], 'every rule'),
    )
    .addOption(new Option('--cadence <kind>', 'how often').choices(['immediate', 'daily', 'weekly']).default('daily'))
    .option(
      '--at <time>',
      'local time of daily and weekly digests, such as 08:00 (default: digests.at in settings.yaml)',
      timeOfDay,
    )
    .addOption(
      new Option('--on <day>', 'day of weekly digests (default: digests.weekly_on in settings.yaml)').choices(weekdays),
    )
    .option('--time-zone <zone>', 'their time zone (default: time_zone in settings.yaml)')
    .option('--confirmed', 'you hold their consent: they are mailed from now on')
    .addHelpText(
      'after',
      example(
        'subscribers add jo@example.org --authority Sandwell --authority Wirral',
        'subscribers add desk@example.org --region London --cadence weekly --on friday',
      ),
    )
    .action((address: string, asked: Asked) =>
      cli.recorded(async (deps) => {
        const [{ run }, { linksFor }, { mailIdentity }] = await Promise.all([
          import('./subscribers-add.ts'),
          import('./links-for.ts'),
          import('../mail/identity.ts'),
        ])
        const sender = await cli.openSender(deps.env, deps.config.settings.mail)
        try {
          const mail = { sender, identity: mailIdentity(deps.env) }
          const links = await linksFor(deps.env)
          return await run({ ...deps, address, asked, links, mail, clock, newId: randomUUID, screen })
        } finally {
          await sender.close()
        }
      }),
    )

  subscribers
    .command('remove')
    .description('unsubscribe somebody at once; the record stays, as a note not to mail them')
    .argument('<who>', 'address, id, or beginning of an id')
    .addHelpText('after', example('subscribers remove jo@example.org'))
    .action((who: string) =>
      cli.recorded(
        async (deps) => await (await import('./subscribers-remove.ts')).run({ ...deps, who, clock, screen }),
      ),
    )

  subscribers
    .command('erase')
    .description('forget somebody: address, what they asked for, what they were told, and that they ever left')
    .argument('<who>', 'address, id, or beginning of an id')
    .addHelpText('after', example('subscribers erase jo@example.org'))
    .action((who: string) =>
      cli.recorded(async (deps) => await (await import('./subscribers-erase.ts')).run({ ...deps, who, screen })),
    )

  addMovingCommands(subscribers, cli)
}
