import { setTimeout as wait } from 'node:timers/promises'

/** Something that was read, and when. The same object for as long as nothing newer was read, so that what is made of it can be kept beside it. */
export type Kept<T> = { value: T; read: Date }

type Options = {
  clock: () => Date
  /** Told of readings that failed while something older was shown. */
  onError: (error: unknown) => void
  /** Most things that are kept; the one that was asked for longest ago goes first. */
  most?: number
}

/** Younger than this is as good as new. */
const freshMs = 60_000

/** Up to this age it is shown at once, and read anew behind the readers' backs. */
const shownWhileReadMs = 10 * 60_000

/** Where the records do not answer, what was read before is shown up to this age, with a word on when that was. */
const mostMs = 24 * 60 * 60_000

/** So long a reader waits for the records before something older is shown, or nothing. */
const patienceMs = 1500

/** What shows that it is old, so that pages must say so. */
export const isOld = ({ read }: Kept<unknown>, now: Date): boolean => now.getTime() - read.getTime() > shownWhileReadMs

/**
 * Keeps what many readers ask for, so that they cost the records one reading a minute: whoever asks while one is under way gets its outcome.
 * Rejects where the records do not answer in time and nothing was kept.
 */
export function createKept<T>({ clock, onError, most = 200 }: Options) {
  const kept = new Map<string, Kept<T>>()
  const flights = new Map<string, { done: Promise<Kept<T>>; late: Promise<null> }>()

  function fly(key: string, read: () => Promise<T>) {
    const known = flights.get(key)
    if (known !== undefined) return known
    const done = (async () => {
      try {
        const value = await read()
        const entry = { value, read: clock() }
        kept.delete(key)
        kept.set(key, entry)
        for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest)
        return entry
      } finally {
        flights.delete(key)
      }
    })()
    // Whoever waits hears of it as well; most do not wait.
    done.catch(onError)
    const flight = { done, late: wait(patienceMs, null, { ref: false }) }
    flights.set(key, flight)
    return flight
  }

  /** What is kept under a name, or else read. `read` may run on after the answer. */
  return async (key: string, read: () => Promise<T>): Promise<Kept<T>> => {
    const found = kept.get(key)
    const age = found === undefined ? Infinity : clock().getTime() - found.read.getTime()
    if (found !== undefined) {
      kept.delete(key)
      kept.set(key, found)
      // A clock that was set back makes nothing young for ever.
      if (age >= 0 && age < freshMs) return found
    }
    const { done, late } = fly(key, read)
    if (found !== undefined && age >= 0 && age <= shownWhileReadMs) return found
    const last = found !== undefined && age <= mostMs ? found : null
    const read1 = await Promise.race([last === null ? done : done.catch(() => null), late])
    const best = read1 ?? last
    if (best === null)
      throw new Error(`expected the records to answer within ${patienceMs} ms, they did not: see whether Redis is up`)
    return best
  }
}
