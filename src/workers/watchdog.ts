import type { Logger } from 'pino'
import { sweep } from '../jobs/jobs.ts'
import type { Queues } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'

type Options = {
  queues: Queues
  store: Pick<Store, 'duties' | 'alarms'>
  sweepMs: number
  clock: () => Date
  log: Logger
}

/** Sweeps missed before the alarm clock is taken as stopped. */
const missed = 3

/**
 * Sets the alarm clock of the sweep, and does not trust it: if no sweep was done for three periods, it is set again and a sweep
 * is queued by hand. Schedulers have been known to stop without a word (taskforcesh/bullmq#3272).
 */
export function startWatchdog({ queues, store, sweepMs, clock, log }: Options): { stop: () => void } {
  const set = () =>
    queues.schedule(sweepMs).catch((error: unknown) => log.warn({ err: error }, 'could not set the clock of the sweep'))
  // Judged by what passes, and not by what the clock says: a clock that was set back must not hide that nothing is swept.
  let seen = { last: 0, at: performance.now() }
  void set()
  const timer = setInterval(() => void look(), sweepMs)
  return { stop: () => clearInterval(timer) }

  async function look(): Promise<void> {
    try {
      const now = clock()
      const last = (await store.duties.last('sweep'))?.getTime() ?? 0
      if (last !== seen.last) seen = { last, at: performance.now() }
      const sinceMs = performance.now() - seen.at
      if (sinceMs < missed * sweepMs) {
        if (await store.alarms.heal('sweep')) log.info('sweeps run again')
        return
      }
      if (await store.alarms.raise('sweep', `nothing was swept for ${Math.round(sinceMs / 1000)} seconds`, now))
        log.error({ sinceMs: Math.round(sinceMs) }, 'no sweeps')
      await set()
      await queues.enqueue(
        sweep,
        {},
        { id: `sweep-${Math.round(seen.at)}-${Math.floor(sinceMs / (missed * sweepMs))}` },
      )
    } catch (error) {
      log.warn({ err: error }, 'the watchdog could not look')
    }
  }
}
