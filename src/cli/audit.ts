import { Option, type Command } from 'commander'
import { duration, example } from './arguments.ts'
import type { Cli } from './context.ts'

const dayMs = 86_400_000

const clock = () => new Date()

/** `audit list`. */
export function addAuditCommands(program: Command, cli: Cli): void {
  const { screen } = cli
  program
    .command('audit')
    .description('look at what operators changed')
    .command('list')
    .description('show who changed what, when and why, the latest first; ids only, no addresses')
    .option('--since <time>', 'only what was asked for this long ago or later, such as 12h or 7d', duration, 30 * dayMs)
    .addOption(
      new Option('--format <kind>', 'a table, or one JSON object per line').choices(['table', 'json']).default('table'),
    )
    .addHelpText('after', example('audit list --since 7d', 'audit list --since 800d --format json'))
    .action(({ since, format }: { since: number; format: 'table' | 'json' }) =>
      cli.recorded(
        async (deps) => await (await import('./audit-list.ts')).run({ ...deps, sinceMs: since, format, clock, screen }),
      ),
    )
}
