import type { Queues } from '../jobs/queues.ts'
import type { Audit } from '../store/create-audit.ts'
import { queueNamed } from './queue-named.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  queue: string
  id?: string | undefined
  all?: boolean | undefined
  queues: Queues
  audit: Audit
  screen: Screen
}

/** Puts failed jobs back into their queue. A job whose work was done meanwhile finds it done. */
export async function run({ queue: name, id, all, queues, audit, screen }: Deps): Promise<number> {
  const queue = queues.queueOf(queueNamed(name))
  if (all === true) {
    const count = await queue.getFailedCount()
    const outcomeOf = () => `done: ${count} failed jobs`
    await audit({ did: 'queues retry', on: [name], outcomeOf }, () => queue.retryJobs({ state: 'failed' }))
    screen.print(`${count} ${count === 1 ? 'job waits' : 'jobs wait'} again in ${name}.`)
    return 0
  }
  const job = id === undefined ? undefined : await queue.getJob(id)
  if (job === undefined || !(await job.isFailed())) {
    screen.complain(
      id === undefined
        ? 'Expected the id of a failed job, or --all.'
        : `There is no failed job ${id} in ${name}. "ofsted-alerts queues failed ${name}" shows those there are.`,
    )
    return id === undefined ? 2 : 1
  }
  await audit({ did: 'queues retry', on: [name, job.id ?? id ?? ''], outcomeOf: () => 'done' }, () =>
    job.retry('failed'),
  )
  screen.print(`${job.id} waits again in ${name}.`)
  return 0
}
