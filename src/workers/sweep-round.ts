import type { Logger } from 'pino'
import type { Settings } from '../config/settings.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'

/** What one round of the sweep goes by. */
export type SweepRound = {
  store: Store
  enqueue: Enqueue
  log: Logger
  feeds: { id: string; url: string }[]
  settings: Settings
  now: Date
  /** Distinguishes the requests of one period from those of the next. */
  period: number
  /** A queue in which nothing waits. */
  isIdle: (job: Pick<Job, 'name'>) => boolean
  /** A queue that holds so much that reminding it would only make it longer (and use up the rate of mails). */
  isBusy: (job: Pick<Job, 'name'>) => boolean
}

/** Records looked at in one sweep, per kind; the next sweep goes on. */
export const mostPerRound = 5000
