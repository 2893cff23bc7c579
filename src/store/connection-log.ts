import type { Logger } from 'pino'
import { explainRefusal, isRefusal } from './redis-refusal.ts'

/** What the system says of a server that is away, and ioredis of a connection to it. */
const away =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Connection is closed|LOADING/

const everyMs = 60_000

/**
 * Tells the log of connections that fail: one line when Redis goes away and one a minute while it stays away, however many connections
 * try again how often. Any other error is a fault, and told as it is.
 */
export function connectionLog(
  log: Pick<Logger, 'warn'>,
  clock: () => number = () => performance.now(),
): (error: unknown) => void {
  let last = -Infinity
  return (error) => {
    const reason = reasonOf(error)
    if (reason === null) return log.warn({ err: error }, 'redis connection')
    if (clock() - last < everyMs) return
    last = clock()
    log.warn({ reason }, 'Redis cannot be reached: what is to be done waits until it is back')
  }
}

function reasonOf(error: unknown): string | null {
  if (isRefusal(error)) return explainRefusal(error)
  if (!(error instanceof Error)) return null
  const said = [error, ...(error instanceof AggregateError ? error.errors : [])]
    .map((one) => (one instanceof Error ? one.message || ('code' in one ? String(one.code) : one.name) : String(one)))
    .find((text) => away.test(text))
  return said ?? null
}
