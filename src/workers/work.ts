import { UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Job } from '../jobs/jobs.ts'
import { queuePrefix } from '../jobs/queues.ts'

/** What is done with a payload. `signal` ends when the process must stop or the job was lost to another worker. */
export type Handler<S extends z.ZodType> = (payload: z.output<S>, signal: AbortSignal) => Promise<void>

type Work<S extends z.ZodType> = {
  job: Job<S>
  handler: Handler<S>
  connection: Redis
  /** Told of each error of the connections that the worker opens. */
  onError?: (error: unknown) => void
  /** Most jobs begun in a minute, over all processes. */
  perMinute?: number
  log: Logger
}

/** Works on one queue until closed. A payload that does not fit will never fit: it fails at once. */
export function work<S extends z.ZodType>({
  job,
  handler,
  connection,
  onError = (error) => log.warn({ job: job.name, err: error }, 'queue connection'),
  perMinute,
  log,
}: Work<S>): Worker {
  const worker = new Worker(
    job.name,
    async ({ data }, _token, signal) => {
      const parsed = job.payload.safeParse(data)
      if (!parsed.success)
        throw new UnrecoverableError(
          `expected the payload of ${job.name}, got one that does not fit: ${z.prettifyError(parsed.error)}`,
        )
      await handler(parsed.data, signal ?? new AbortController().signal)
    },
    {
      connection,
      prefix: queuePrefix(job),
      concurrency: job.concurrency,
      lockDuration: job.lockMs,
      ...(perMinute === undefined ? {} : { limiter: { max: perMinute, duration: 60_000 } }),
      stalledInterval: 30_000,
      // The records make a second run harmless, so a job that lost its worker is simply run again.
      maxStalledCount: 3,
    },
  )
  worker.on('error', onError)
  worker.on('failed', (failed, error) => {
    const last = failed === undefined || failed.attemptsMade >= (failed.opts.attempts ?? 1)
    const level = last ? 'error' : 'warn'
    log[level](
      { job: job.name, jobId: failed?.id, attempt: failed?.attemptsMade, err: error },
      last ? 'job failed' : 'job failed, will be tried again',
    )
  })
  return worker
}
