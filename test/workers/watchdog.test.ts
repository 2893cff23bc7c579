import { pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { sweep } from '../../src/jobs/jobs.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { startWatchdog } from '../../src/workers/watchdog.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const log = pino({ level: 'silent' })
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

function watch(clock: () => Date) {
  const queues = createQueues({ connection: records.redis, onError: () => undefined })
  const watchdog = startWatchdog({ queues, store: records.store, sweepMs: 20, clock, log })
  open.push(
    () => queues.close(),
    () => watchdog.stop(),
  )
  return queues
}

/** Sweeps that no scheduler queued. */
const byHand = async (queues: ReturnType<typeof createQueues>) =>
  (await queues.queueOf(sweep).getWaiting()).filter(({ id }) => id?.startsWith('sweep-'))

it('sets the clock of the sweep', async () => {
  const queues = watch(() => new Date())
  await vi.waitFor(async () => expect(await queues.queueOf(sweep).getJobSchedulersCount()).toBe(1))
})

it('raises the alarm and queues a sweep by hand when none was done for three periods, and is content when they run again', async () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const queues = watch(() => now)
  await vi.waitFor(async () => expect(await records.store.alarms.list()).toMatchObject([{ name: 'sweep' }]))
  await vi.waitFor(async () => expect(await byHand(queues)).not.toEqual([]))
  await records.store.duties.done('sweep', now)
  await vi.waitFor(async () => expect(await records.store.alarms.list()).toEqual([]))
})

it('is not deceived by a clock that was set back', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  await records.store.duties.done('sweep', now)
  const queues = watch(() => now)
  now = new Date(now.getTime() - 3_600_000)
  await vi.waitFor(async () => expect(await byHand(queues)).not.toEqual([]))
})
