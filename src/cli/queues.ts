import { Argument, type Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'
import { queueNames } from '../jobs/queue-names.ts'

/** As ids of jobs really look: the work, the item and when it was asked for again. */
const someJob = 'read-i3h7k9x2m5q1w8b4n6c5z0a2s-59869234'

const clock = () => new Date()

/** `queues status|failed|retry|drop`. */
export function addQueueCommands(program: Command, cli: Cli): void {
  const { screen } = cli
  const queue = () => new Argument('<queue>', 'name of a queue').choices(queueNames)
  const queues = program.command('queues').description('look at the work that waits, and deal with what failed')
  queues
    .command('status')
    .description('show what waits and what failed, the sums of the ledger, and alarms')
    .addHelpText('after', example('queues status'))
    .action(() => cli.recorded(async (deps) => await (await import('./queues-status.ts')).run({ ...deps, screen })))
  queues
    .command('failed')
    .description('show jobs that failed for good, with their last error')
    .addArgument(new Argument('[queue]', 'only this queue').choices(queueNames))
    .addHelpText('after', example('queues failed read-item'))
    .action((name: string | undefined) =>
      cli.recorded(async (deps) => await (await import('./queues-failed.ts')).run({ ...deps, queue: name, screen })),
    )
  queues
    .command('retry')
    .description('put failed jobs back into their queue')
    .addArgument(queue())
    .argument('[id]', 'id of a failed job, as "queues failed" shows it')
    .option('--all', 'every failed job of the queue')
    .addHelpText('after', example(`queues retry read-item ${someJob}`, 'queues retry read-item --all'))
    .action((name: string, id: string | undefined, { all }: { all?: boolean }) =>
      cli.recorded(
        async (deps) => await (await import('./queues-retry.ts')).run({ ...deps, queue: name, id, all, screen }),
      ),
    )
  queues
    .command('drop')
    .description('take a failed job away; an item it worked on is given up')
    .addArgument(queue())
    .argument('<id>', 'id of a failed job, as "queues failed" shows it')
    .requiredOption('--reason <text>', 'why; kept with the item (required)')
    .addHelpText('after', example(`queues drop read-item ${someJob} --reason "a poem"`))
    .action((name: string, id: string, { reason }: { reason: string }) =>
      cli.recorded(
        async (deps) =>
          await (await import('./queues-drop.ts')).run({ ...deps, queue: name, id, reason, clock, screen }),
      ),
    )
}
