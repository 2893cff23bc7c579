import type { Config } from '../config/load.ts'
import type { Queues } from '../jobs/queues.ts'
import { queueNames } from '../jobs/queue-names.ts'
import { queueNamed } from './queue-named.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

/** Of each queue. */
const most = 500

/** Jobs that failed for good, with the last error. Their work is asked for again by the sweep as long as its record is unfinished. */
export async function run({
  queue,
  queues,
  config,
  screen,
}: {
  queue?: string | undefined
  queues: Queues
  config: Config
  screen: Screen
}): Promise<number> {
  const rows: string[][] = []
  for (const name of queue === undefined ? queueNames : [queue]) {
    for (const job of await queues.queueOf(queueNamed(name)).getFailed(0, most - 1)) {
      const at = job.finishedOn === undefined ? null : new Date(job.finishedOn)
      rows.push([name, job.id ?? '-', when(at, config.settings.time_zone), JSON.stringify(job.data), job.failedReason])
    }
  }
  if (rows.length === 0) screen.print('No failed jobs.')
  else screen.table(['Queue', 'Job', `Failed, ${config.settings.time_zone}`, 'Of', 'Reason'], rows, 'Job')
  return 0
}
