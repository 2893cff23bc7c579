import { pino } from 'pino'
import type { Feed } from '../../src/config/feeds.ts'
import type { Enqueue, QueueCounts } from '../../src/jobs/queues.ts'
import type { Store } from '../../src/store/store.ts'
import { sweepHandler } from '../../src/workers/sweep.ts'
import { testConfig } from './config.ts'

type Round = {
  store: Store
  /** What the clock says. */
  at: Date
  feeds?: Feed[]
  enqueue?: Enqueue
  counts?: () => Promise<Map<string, QueueCounts>>
}

const config = testConfig()

/** One round of the sweep over these records; what it asks for goes nowhere, unless `enqueue` takes it. */
export async function sweepOnce({
  store,
  at,
  feeds = [],
  enqueue = () => Promise.resolve(),
  counts = () => Promise.resolve(new Map()),
}: Round): Promise<void> {
  await sweepHandler({
    store,
    config: () => ({ ...config, feeds }),
    enqueue,
    counts,
    clock: () => at,
    log: pino({ level: 'silent' }),
  })({}, new AbortController().signal)
}
