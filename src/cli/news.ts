import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Option, type Command } from 'commander'
import { deliveryStates, type DeliveryState } from '../store/delivery.ts'
import { duration, example } from './arguments.ts'
import type { Cli } from './context.ts'
import { run as dropDelivery } from './deliveries-drop.ts'
import { run as listDeliveries } from './deliveries-list.ts'
import { run as retryDelivery } from './deliveries-retry.ts'
import { run as previewDigest } from './digest-preview.ts'
import { run as listEvents } from './events-list.ts'
import { run as showEvent } from './events-show.ts'
import { linksFor } from './links-for.ts'

const clock = () => new Date()

/** `events list|show`, `digest preview` and `deliveries list|retry|drop`. */
export function addNewsCommands(program: Command, cli: Cli): void {
  const { screen, io } = cli

  const events = program.command('events').description('look at what happened')
  events
    .command('list')
    .description('show events, the newest first')
    .option('--since <time>', 'only those opened this long ago or later, such as 12h or 7d', duration)
    .option('--authority <name>', 'only this authority’s')
    .option('--rule <id>', 'only this rule’s')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', example('events list --since 7d --authority Sandwell'))
    .action(({ since, ...rest }: { since?: number; authority?: string; rule?: string; json?: boolean }) =>
      cli.recorded((deps) => listEvents({ ...deps, wanted: { ...rest, sinceMs: since }, clock, screen })),
    )
  events
    .command('show')
    .description('show one event with its sources and evidence')
    .argument('<id>', 'id, as "events list" shows it')
    .option('--json', 'as JSON')
    .addHelpText('after', example('events show 0b6c2f4e-8f0d-4c11-9d55-3f6a1d1f7c52'))
    .action((id: string, { json }: { json?: boolean }) =>
      cli.recorded((deps) => showEvent({ ...deps, id, json, screen })),
    )

  const digest = program.command('digest').description('look at digests before they go out')
  digest
    .command('preview')
    .description('show what a subscriber would get if the open windows ended now; nothing is sent or stored')
    .argument('<who>', 'address or id of a subscriber')
    .option('--html <file>', 'also write the HTML part to this file')
    .addHelpText('after', example('digest preview jo@example.org --html preview.html'))
    .action((who: string, { html }: { html?: string }) =>
      cli.recorded(async (deps) => {
        const writeFile = (file: string, text: string) => writeFileSync(path.resolve(io.cwd, file), text)
        return await previewDigest({ ...deps, who, html, links: await linksFor(deps.env), writeFile, clock, screen })
      }),
    )

  const deliveries = program.command('deliveries').description('look at messages')
  deliveries
    .command('list')
    .description('show every message that was frozen and how far it got')
    .addOption(new Option('--state <state>', 'only those in this state').choices(deliveryStates))
    .addHelpText('after', example('deliveries list --state failed'))
    .action(({ state }: { state?: DeliveryState }) =>
      cli.recorded((deps) => listDeliveries({ ...deps, state, screen })),
    )

  deliveries
    .command('retry')
    .description('send a message once more that failed or is uncertain')
    .argument('<id>', 'as "deliveries list" shows it')
    .addHelpText('after', example('deliveries retry ann-daily-2026-03-30-0700Z'))
    .action((id: string) => cli.recorded(({ store }) => retryDelivery({ id, store, clock, screen })))

  deliveries
    .command('drop')
    .description('decide that a message is not to be sent')
    .argument('<id>', 'as "deliveries list" shows it')
    .requiredOption('--reason <text>', 'why, for the record')
    .addHelpText('after', example('deliveries drop ann-daily-2026-03-30-0700Z --reason "arrived, says Ann"'))
    .action((id: string, { reason }: { reason: string }) =>
      cli.recorded(({ store }) => dropDelivery({ id, reason, store, clock, screen })),
    )
}
