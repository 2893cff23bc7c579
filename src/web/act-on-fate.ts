import { withoutAddress } from '../mail/answer.ts'
import type { Fate } from '../mail/fate.ts'
import { judgeFailures } from '../mail/judge-failures.ts'
import { actOnComplaint, actOnFailure, type Acted, type Failure } from '../store/act-on-bounce.ts'
import { findReturned } from '../store/find-returned.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'config' | 'clock'>

/** What was done; `not-ours` of a message that is not, or no longer, among our deliveries. */
export type Done = {
  outcome: Acted['kind'] | 'delivered' | 'nothing-to-do' | 'not-ours'
  deliveryId?: string
}

/** Acts on what a mail provider says of a message, as the command `bounce` does on a message that came back. */
export async function actOnFate({ store, config, clock }: Deps, fate: Fate, source: 'ses' | 'mailgun'): Promise<Done> {
  if (!('messageIds' in fate)) return { outcome: 'nothing-to-do' }
  const returned = await findReturned(store, fate.messageIds)
  if (returned === null) return { outcome: 'not-ours' }
  const { delivery, subscriber } = returned
  const { bounces: patience, retention } = config().settings
  const happened = { delivery, source, patience, keepMs: retention.deliveries, now: clock() }
  const done = ({ kind }: Acted): Done => ({ outcome: kind, deliveryId: delivery.id })
  switch (fate.kind) {
    case 'complaint':
      return done(await actOnComplaint(store, fate.feedback, happened))
    case 'failed':
      return done(await actOnFailure(store, judgeFailures(fate.recipients, subscriber.address), happened))
    case 'rejected':
      return done(await actOnFailure(store, rejection(withoutAddress(fate.reason, subscriber.address)), happened))
    case 'delivered': {
      const address = subscriber.address.toLowerCase()
      if (!fate.addresses.some((one) => one.trim().toLowerCase() === address)) return { outcome: 'nothing-to-do' }
      await store.deliveries.arrived(delivery.id, happened.now)
      await store.bounces.noteDelivered(delivery.id, subscriber.id, new Date(delivery.digest.frozen), happened.now)
      return { outcome: 'delivered', deliveryId: delivery.id }
    }
  }
}

/** No reader can mend it. */
const rejection = (reason: string): Failure => ({
  kind: 'policy',
  status: null,
  reason: reason.slice(0, 200),
  remote: null,
})
