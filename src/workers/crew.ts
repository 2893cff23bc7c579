import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import {
  answerRequest,
  buildDigest,
  classifyItem,
  pollFeed,
  readItem,
  readReport,
  sendEmail,
  sweep,
} from '../jobs/jobs.ts'
import type { Enqueue, Queues } from '../jobs/queues.ts'
import { jobsOf } from '../jobs/jobs-of.ts'
import type { Role } from '../jobs/roles.ts'
import { answerRequestHandler } from './answer-request.ts'
import { buildDigestHandler } from './build-digest.ts'
import { classifyItemHandler } from './classify-item.ts'
import { pollFeedHandler } from './poll-feed.ts'
import { readItemHandler } from './read-item.ts'
import { readReportHandler } from './read-report.ts'
import { sendEmailHandler } from './send-email.ts'
import { sweepHandler } from './sweep.ts'
import { startWatchdog } from './watchdog.ts'
import { work } from './work.ts'

type Handlers =
  | typeof pollFeedHandler
  | typeof readReportHandler
  | typeof readItemHandler
  | typeof classifyItemHandler
  | typeof buildDigestHandler
  | typeof sendEmailHandler
  | typeof answerRequestHandler
  | typeof sweepHandler

type AllDeps = UnionToIntersection<Parameters<Handlers>[0]>
type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never

export type Crew = {
  sweep: () => Promise<void>
  drain: () => Promise<void>
  stop: (withinMs: number) => Promise<void>
}

type Options = {
  roles: readonly Role[]
  /** Whether the alarm clock of the sweep is set. */
  ticking: boolean
  connection: Redis
  /** Told of each error of a connection that belongs to a worker. */
  onConnectionError: (error: unknown) => void
  queues: Queues
  perMinute: number
  /** To the mail server: a message that waited for one would use up its time. */
  connections: number
  sweepMs: number
  log: Logger
  deps: Omit<AllDeps, 'enqueue' | 'counts'>
}

/** Of the messages that may be sent in a minute, the part kept for who asks on the pages: no flood of forms uses up what digests need. */
const answersShare = 0.1

/** How often `drain` looks whether the queues are empty. */
const lookMs = 15

/** Puts a handler behind each queue that the roles work on, and sets the clock of the sweep. */
export function startCrew({
  roles,
  ticking,
  connection,
  onConnectionError: onError,
  queues,
  perMinute,
  connections,
  sweepMs,
  log,
  deps: given,
}: Options): Crew {
  let asked = 0
  const enqueue: Enqueue = async (...request) => {
    asked += 1
    await queues.enqueue(...request)
  }
  const deps = { ...given, enqueue, counts: () => queues.counts() }
  const wanted = new Set(jobsOf(roles))
  const sweepNow = () => sweepHandler(deps)({}, new AbortController().signal)

  const answersPerMinute = Math.max(1, Math.floor(perMinute * answersShare))
  const digestsPerMinute = Math.max(1, perMinute - answersPerMinute)

  const workers: Worker[] = []
  if (wanted.has(pollFeed))
    workers.push(work({ job: pollFeed, handler: pollFeedHandler(deps), connection, onError, log }))
  if (wanted.has(readReport))
    workers.push(work({ job: readReport, handler: readReportHandler(deps), connection, onError, log }))
  if (wanted.has(readItem))
    workers.push(work({ job: readItem, handler: readItemHandler(deps), connection, onError, log }))
  if (wanted.has(classifyItem))
    workers.push(work({ job: classifyItem, handler: classifyItemHandler(deps), connection, onError, log }))
  if (wanted.has(buildDigest))
    workers.push(work({ job: buildDigest, handler: buildDigestHandler(deps), connection, onError, log }))
  if (wanted.has(sendEmail))
    workers.push(
      work({
        job: { ...sendEmail, concurrency: connections },
        handler: sendEmailHandler(deps),
        connection,
        onError,
        perMinute: digestsPerMinute,
        log,
      }),
    )
  if (wanted.has(answerRequest))
    workers.push(
      work({
        job: answerRequest,
        handler: answerRequestHandler(deps),
        connection,
        onError,
        perMinute: answersPerMinute,
        log,
      }),
    )
  if (wanted.has(sweep)) workers.push(work({ job: sweep, handler: sweepHandler(deps), connection, onError, log }))
  const watchdog =
    ticking && wanted.has(sweep) ? startWatchdog({ queues, store: deps.store, sweepMs, clock: deps.clock, log }) : null

  return {
    sweep: sweepNow,
    async drain() {
      for (;;) {
        const before = asked
        await sweepNow()
        while (await isBusy(queues)) await sleep(lookMs)
        if (asked === before) return
      }
    },
    async stop(withinMs) {
      watchdog?.stop()
      const closing = Promise.all(workers.map((worker) => worker.close()))
      const late = new AbortController()
      const ended = await Promise.race([closing.then(() => true), sleep(withinMs, false, { signal: late.signal })])
      late.abort()
      if (ended) return
      log.warn({ withinMs }, 'jobs still ran when the time to drain was over; the records will have them done again')
      for (const worker of workers) worker.cancelAllJobs('the process stops')
      await Promise.all(workers.map((worker) => worker.close(true)))
    },
  }
}

async function isBusy(queues: Queues): Promise<boolean> {
  for (const { waiting, active } of (await queues.counts()).values()) if (waiting + active > 0) return true
  return false
}
