import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { z } from 'zod'
import { jobs, sweep, type Job } from './jobs.ts'

/**
 * Asks for work to be done, soon. `id` folds requests that are still waiting into one; it saves load and promises nothing.
 * Throws if the payload does not fit the job (a bug) or Redis cannot be reached.
 */
export type Enqueue = <S extends z.ZodType>(
  job: Job<S>,
  payload: z.input<S>,
  options?: { id?: string; delayMs?: number },
) => Promise<void>

export type QueueCounts = { waiting: number; active: number; delayed: number; failed: number }

export type Queues = ReturnType<typeof createQueues>

/** Each queue has a hash tag of its own, so that a cluster spreads them. */
export const queuePrefix = (job: Pick<Job, 'name'>) => `{ofsted-alerts-${job.name}}`

export function createQueues({ connection, onError }: { connection: Redis; onError: (error: unknown) => void }) {
  const queues = new Map<string, Queue>()
  for (const job of Object.values(jobs)) {
    // Whether this Redis will do is judged in store/redis-facts.ts; BullMQ's own check would print its opinion once for each queue.
    const queue = new Queue(job.name, {
      connection,
      prefix: queuePrefix(job),
      defaultJobOptions: job.options,
      skipVersionCheck: true,
    })
    // Without a listener an error of the connection would end the process.
    queue.on('error', onError)
    queues.set(job.name, queue)
  }
  const queueOf = ({ name }: Pick<Job, 'name'>): Queue => {
    const queue = queues.get(name)
    if (queue === undefined) throw new Error(`expected a job from jobs.ts, got ${name}`)
    return queue
  }
  const enqueue: Enqueue = async (job, payload, { id, delayMs } = {}) => {
    await queueOf(job).add(job.name, job.payload.parse(payload), {
      ...(id === undefined ? {} : { jobId: id }),
      ...(delayMs === undefined ? {} : { delay: delayMs }),
    })
  }
  return {
    enqueue,
    queueOf,
    /** Sets the alarm clock of the sweep: one schedule in Redis, however many processes set it. */
    async schedule(everyMs: number): Promise<void> {
      const { next = 0 } = (await queueOf(sweep).getJobScheduler('sweep')) ?? {}
      // Set while the clock was ahead: BullMQ would wait until then.
      if (next > Date.now() + 2 * everyMs) await queueOf(sweep).removeJobScheduler('sweep')
      await queueOf(sweep).upsertJobScheduler('sweep', { every: everyMs }, { name: sweep.name, data: {} })
    },
    async counts(): Promise<Map<string, QueueCounts>> {
      const counts = new Map<string, QueueCounts>()
      for (const [name, queue] of queues) {
        const {
          waiting = 0,
          active = 0,
          delayed = 0,
          failed = 0,
          prioritized = 0,
        } = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'prioritized')
        counts.set(name, { waiting: waiting + prioritized, active, delayed, failed })
      }
      return counts
    },
    async close(): Promise<void> {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
