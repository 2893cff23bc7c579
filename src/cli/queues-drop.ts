import { z } from 'zod'
import type { Records } from './context.ts'
import { queueNamed } from './queue-named.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Screen } from './terminal.ts'

type Deps = Pick<Records, 'store' | 'queues'> & {
  queue: string
  id: string
  reason: string
  audit: Audit
  clock: () => Date
  screen: Screen
}

/**
 * Takes a failed job away. If it is work on an item, the item is given up too, for this reason, so that the sweep does not ask
 * again; other work is asked for again as long as its record is unfinished.
 */
export async function run({ queue: name, id, reason, store, queues, audit, clock, screen }: Deps): Promise<number> {
  const job = await queues.queueOf(queueNamed(name)).getJob(id)
  if (job === undefined || !(await job.isFailed())) {
    screen.complain(
      `There is no failed job ${id} in ${name}. "ofsted-alerts queues failed ${name}" shows those there are.`,
    )
    return 1
  }
  const payload = z.object({ itemId: z.string() }).safeParse(job.data)
  const on = [name, id, ...(payload.success ? [payload.data.itemId] : [])]
  await audit({ did: 'queues drop', on, reason, outcomeOf: () => 'done' }, async () => {
    await job.remove()
    if (payload.success) await store.items.fail(payload.data.itemId, `dropped by the operator: ${reason}`, clock())
  })
  screen.print(
    payload.success
      ? `${id} is gone, and item ${payload.data.itemId} is given up: ${reason}`
      : `${id} is gone. If its work is still due, the next sweep asks for it again.`,
  )
  return 0
}
