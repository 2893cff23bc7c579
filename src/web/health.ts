import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Store } from '../store/store.ts'

/** `degraded`: works, but somebody should look. `failing`: no news will get through until it is mended. */
export type Health = {
  state: 'ok' | 'degraded' | 'failing'
  redis: 'reachable' | 'away'
  /** Seconds since the records were last asked what is due; null if they never were. */
  sweepAgeSeconds: number | null
  /** Names and times only: the messages may name hosts, and this page is open to all. `queues status` shows them. */
  alarms: { name: string; since: string }[]
  /** What is wrong with the configuration on disk, while the last good one stays in use; null when nothing is. */
  configFault: string | null
}

export type HealthDeps = {
  store: Pick<Store, 'duties' | 'alarms'>
  redis: Pick<Redis, 'ping'>
  configFault: string | null
  /** How often a sweep is due. */
  sweepMs: number
  now: Date
  /** When this process began: a sweep that is late because nothing ran before is no fault yet. */
  started: Date
}

/** A connection that takes commands and never answers must not hang the health check too. */
const redisTimeoutMs = 2000

/** This many sweeps may be missed before it counts as a fault: a restart or a long one costs a few. */
const sweepsMissed = 5

/** Looks at everything that must work for news to get through. Answers within two seconds or so, whatever is broken. */
export async function checkHealth({ store, redis, configFault, sweepMs, now, started }: HealthDeps): Promise<Health> {
  const found = await lookAtRecords(store, redis)
  if (found === null) return { state: 'failing', redis: 'away', sweepAgeSeconds: null, alarms: [], configFault }
  const { lastSweep, alarms } = found
  const since = Math.max(lastSweep?.getTime() ?? 0, started.getTime())
  const isStalled = now.getTime() - since > sweepsMissed * sweepMs
  return {
    state: isStalled ? 'failing' : alarms.length > 0 || configFault !== null ? 'degraded' : 'ok',
    redis: 'reachable',
    sweepAgeSeconds: lastSweep === null ? null : Math.max(0, Math.round((now.getTime() - lastSweep.getTime()) / 1000)),
    alarms: alarms.map(({ name, since: raised }) => ({ name, since: raised })),
    configFault,
  }
}

async function lookAtRecords(store: HealthDeps['store'], redis: HealthDeps['redis']) {
  const answered = new AbortController()
  const look = async () => {
    await redis.ping()
    return { lastSweep: await store.duties.last('sweep'), alarms: await store.alarms.list() }
  }
  const late = wait(redisTimeoutMs, null, { signal: answered.signal, ref: false })
  late.catch(() => undefined)
  try {
    // An error of the connection means the same to whoever asks as no answer.
    return await Promise.race([look().catch(() => null), late])
  } finally {
    answered.abort()
  }
}
