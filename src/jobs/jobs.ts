import type { JobsOptions } from 'bullmq'
import { z } from 'zod'

/** A kind of work: the queue it waits in, the payload it carries (ids only), and how often it may be tried. */
export type Job<S extends z.ZodType = z.ZodType> = {
  name: string
  payload: S
  options: JobsOptions
  /** How many run at once in one process. */
  concurrency: number
  /** How long a job may be silent before another worker takes it as lost. Milliseconds. */
  lockMs: number
}

const job = <S extends z.ZodType>(work: Job<S>): Job<S> => work

/**
 * Done jobs are forgotten: the records say what is done. Failed ones stay a fortnight, for `queues failed`; their work is
 * reminded of by the sweep all the same, under another job id.
 */
const kept = { removeOnComplete: true, removeOnFail: { age: 14 * 24 * 3600, count: 5000 } } satisfies JobsOptions

/** A fault of the moment (Redis away, a bug met once) is tried again soon; the sweep takes over after that. */
const thrice = {
  ...kept,
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
} satisfies JobsOptions

/** Everything that is ever queued, in the order of the way from a feed to an inbox. */
export const pollFeed = job({
  name: 'poll-feed',
  payload: z.object({ feedId: z.string(), force: z.boolean().default(false) }),
  // A feed that fails is a value, recorded with its next time; only faults of ours are tried again.
  options: thrice,
  // Feeds wait for slow hosts, not for us: many at once. One host is never asked twice at once (host turns).
  concurrency: 8,
  lockMs: 120_000,
})

export const readReport = job({
  name: 'read-report',
  payload: z.object({ fileNumber: z.string() }),
  // A file that cannot be had is put off in its record.
  options: thrice,
  // They all come from one host, which is asked for one at a time.
  concurrency: 1,
  lockMs: 120_000,
})

export const readItem = job({
  name: 'read-item',
  payload: z.object({ itemId: z.string() }),
  options: thrice,
  concurrency: 8,
  lockMs: 120_000,
})

export const classifyItem = job({
  name: 'classify-item',
  payload: z.object({ itemId: z.string() }),
  options: thrice,
  // Pure computing: more at once would only wait for each other.
  concurrency: 2,
  lockMs: 60_000,
})

export const buildDigest = job({
  name: 'build-digest',
  payload: z.object({ subscriberId: z.string() }),
  options: thrice,
  concurrency: 8,
  lockMs: 60_000,
})

export const sendEmail = job({
  name: 'send-email',
  payload: z.object({ deliveryId: z.string() }),
  // A refused or put-off message is a value with its own schedule in the ledger; trying the job again could only double it.
  options: { ...kept, attempts: 1 },
  // As many as there are connections to the mail server (mail.connections).
  concurrency: 5,
  // Above the longest time a message may take: a stalled send is a delivery of unknown fate.
  lockMs: 300_000,
})

export const answerRequest = job({
  name: 'answer-request',
  payload: z.object({ requestId: z.string() }),
  // Whether a message went out is not to be guessed at: the sweep has the request taken up again when its lease has ended.
  options: { ...kept, attempts: 1 },
  concurrency: 2,
  lockMs: 300_000,
})

export const sweep = job({
  name: 'sweep',
  payload: z.object({}),
  // The next tick is the retry.
  options: { ...kept, attempts: 1 },
  concurrency: 1,
  lockMs: 120_000,
})

export const jobs = {
  pollFeed,
  readReport,
  readItem,
  classifyItem,
  buildDigest,
  sendEmail,
  answerRequest,
  sweep,
} as const
