import { Argument, type Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'
import { queueNames } from './queue-named.ts'
import { run as dropJob } from './queues-drop.ts'
import { run as listFailed } from './queues-failed.ts'
import { run as retryJobs } from './queues-retry.ts'
import { run as showQueues } from './queues-status.ts'

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
    .action(() => cli.recorded((deps) => showQueues({ ...deps, screen })))
  queues
    .command('failed')
    .description('show jobs that failed for good, with their last error')
    .addArgument(new Argument('[queue]', 'only this queue').choices(queueNames))
    .addHelpText('after', example('queues failed read-item'))
    .action((name: string | undefined) => cli.recorded((deps) => listFailed({ ...deps, queue: name, screen })))
  queues
    .command('retry')
    .description('put failed jobs back into their queue')
    .addArgument(queue())
    .argument('[id]', 'id of a failed job, as "queues failed" shows it')
    .option('--all', 'every failed job of the queue')
    .addHelpText('after', example('queues retry read-item 42', 'queues retry read-item --all'))
    .action((name: string, id: string | undefined, { all }: { all?: boolean }) =>
      cli.recorded((deps) => retryJobs({ ...deps, queue: name, id, all, screen })),
    )
  queues
    .command('drop')
    .description('take a failed job away; an item it worked on is given up')
    .addArgument(queue())
    .argument('<id>', 'id of a failed job, as "queues failed" shows it')
    .requiredOption('--reason <text>', 'why; kept with the item')
    .addHelpText('after', example('queues drop read-item 42 --reason "the page is 80 MB of scripts"'))
    .action((name: string, id: string, { reason }: { reason: string }) =>
      cli.recorded((deps) => dropJob({ ...deps, queue: name, id, reason, clock, screen })),
    )
}
