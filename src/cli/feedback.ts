import { Option, type Command } from 'commander'
import { duration, example } from './arguments.ts'
import type { Cli } from './context.ts'

const dayMs = 86_400_000

const clock = () => new Date()

type ListOptions = { rule?: string; since: number; leaving?: boolean; format: 'text' | 'json' }

/** `feedback list`: what readers say is wrong, and why they leave. */
export function addFeedbackCommands(program: Command, cli: Cli): void {
  program
    .command('feedback')
    .description('look at what readers say')
    .command('list')
    .description('show for each rule the events that readers called wrong, with what showed them; it names nobody')
    .option('--rule <id>', 'only this rule’s')
    .option('--since <time>', 'only what was said this long ago or later, such as 12h or 7d', duration, 90 * dayMs)
    .option('--leaving', 'show why people left instead, month by month')
    .addOption(new Option('--format <format>', 'for people or for programs').choices(['text', 'json']).default('text'))
    .addHelpText('after', example('feedback list --rule rating-change --since 30d', 'feedback list --leaving'))
    .action(({ since, ...wanted }: ListOptions) =>
      cli.recorded(async (deps) => {
        const given = { ...deps, wanted: { ...wanted, sinceMs: since }, clock, screen: cli.screen }
        if (wanted.leaving === true) return await (await import('./feedback-leaving.ts')).run(given)
        return await (await import('./feedback-list.ts')).run(given)
      }),
    )
}
