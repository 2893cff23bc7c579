import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Option, type Command } from 'commander'
import { deliveryStates, type DeliveryState } from '../store/delivery-states.ts'
import { duration, example } from './arguments.ts'
import type { Cli } from './context.ts'

/** As ids of deliveries really look: the subscriber's, and the window. */
const someDelivery = '4a2f6c1e-93b7-4d0a-8c55-e1f7d20b6a94-daily-2026-03-30-0700Z'

const clock = () => new Date()

/** `events list|show`, `digest preview` and `deliveries list|retry|drop`. */
export function addNewsCommands(program: Command, cli: Cli): void {
  const { screen, io } = cli

  const events = program.command('events').description('look at what happened')
  events
    .command('list')
    .description('show events, those that happened last first')
    .option('--since <time>', 'only those opened this long ago or later, such as 12h or 7d', duration)
    .option('--authority <name>', 'only this authority’s')
    .option('--rule <id>', 'only this rule’s')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', example('events list --since 7d --authority Sandwell'))
    .action(({ since, ...rest }: { since?: number; authority?: string; rule?: string; json?: boolean }) =>
      cli.recorded(async (deps) => {
        const { run } = await import('./events-list.ts')
        return await run({ ...deps, wanted: { ...rest, sinceMs: since }, clock, screen })
      }),
    )
  events
    .command('show')
    .description('show one event with its sources and evidence')
    .argument('<id>', 'id, as "events list" shows it, or its beginning')
    .option('--json', 'as JSON')
    .addHelpText('after', example('events show 0b6c2f4e-8f0d-4c11-9d55-3f6a1d1f7c52'))
    .action((id: string, { json }: { json?: boolean }) =>
      cli.recorded(async (deps) => await (await import('./events-show.ts')).run({ ...deps, id, json, screen })),
    )

  const digest = program.command('digest').description('look at digests before they go out')
  digest
    .command('preview')
    .description('show what a subscriber would get if the open windows ended now; nothing is sent or stored')
    .argument('<who>', 'address of a subscriber, id, or beginning of an id')
    .option('--html <file>', 'also write the HTML part to this file')
    .addHelpText('after', example('digest preview jo@example.org --html preview.html'))
    .action((who: string, { html }: { html?: string }) =>
      cli.recorded(async (deps) => {
        const [{ run }, { linksFor }] = await Promise.all([import('./digest-preview.ts'), import('./links-for.ts')])
        const writeFile = (file: string, text: string) => writeFileSync(path.resolve(io.cwd, file), text)
        return await run({ ...deps, who, html, links: await linksFor(deps.env), writeFile, clock, screen })
      }),
    )

  const deliveries = program.command('deliveries').description('look at messages')
  deliveries
    .command('list')
    .description('show every message that was frozen and how far it got')
    .addOption(new Option('--state <state>', 'only those in this state').choices(deliveryStates))
    .addHelpText('after', example('deliveries list --state failed'))
    .action(({ state }: { state?: DeliveryState }) =>
      cli.recorded(async (deps) => await (await import('./deliveries-list.ts')).run({ ...deps, state, screen })),
    )

  deliveries
    .command('retry')
    .description('send a message once more that failed or is uncertain')
    .argument('<id>', 'as "deliveries list" shows it, or its beginning')
    .addHelpText('after', example(`deliveries retry ${someDelivery}`))
    .action((id: string) =>
      cli.recorded(async (deps) => await (await import('./deliveries-retry.ts')).run({ ...deps, id, clock, screen })),
    )

  deliveries
    .command('drop')
    .description('decide that a message is not to be sent')
    .argument('<id>', 'as "deliveries list" shows it, or its beginning')
    .requiredOption('--reason <text>', 'why, for the record (required)')
    .addHelpText('after', example('deliveries drop 4a2f6c1e --reason "arrived, says Ann"'))
    .action((id: string, { reason }: { reason: string }) =>
      cli.recorded(
        async (deps) => await (await import('./deliveries-drop.ts')).run({ ...deps, id, reason, clock, screen }),
      ),
    )
}
