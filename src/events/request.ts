import { z } from 'zod'
import { type Subscriber, Subscription } from './subscription.ts'

/** What somebody asked for on the pages in the name of an address, before anybody knows whether the address is theirs. */
export const Request = z.object({
  /** Becomes the subscriber's, where there is none yet: asked twice after a crash is asked once. */
  id: z.string(),
  address: z.string(),
  /** What to subscribe to; null where only a link to change a subscription was asked for. */
  wants: Subscription.nullable(),
  /** ISO 8601 instant. */
  asked: z.string(),
  /** The network that asked, for the mail and the record of consent: "192.0.2.0/24"; null where the operator did. */
  network: z.string().nullable(),
})
export type Request = z.output<typeof Request>

export type RequestAnswer = {
  /** The subscriber as they are to be written; null where nothing changes. */
  save: Subscriber | null
  /** Which message goes to the address: one that asks to confirm, or one with the link to change what comes. */
  mail: 'confirm' | 'manage' | null
}

/**
 * What a request leads to. Nothing that somebody confirmed is changed by a form which anybody may fill in: they are mailed the link to do it
 * themselves. Whoever left, or whose mail came back, is asked to confirm as if for the first time.
 */
export function answerRequest(request: Request, known: Subscriber | null): RequestAnswer {
  const { id, address, wants, asked, network } = request
  if (known?.state === 'active' || known?.state === 'paused') return { save: null, mail: 'manage' }
  if (wants === null) {
    // A link that confirms is the one that leads on, for whoever did not confirm yet.
    return known?.state === 'pending' ? { save: known, mail: 'confirm' } : { save: null, mail: null }
  }
  const save: Subscriber = {
    id: known?.id ?? id,
    address,
    state: 'pending',
    subscriptions: [wants],
    created: known?.created ?? asked,
    confirmed: null,
    origin: network === null ? `operator, ${asked}` : `form on the pages, from the network ${network}, ${asked}`,
    pausedUntil: null,
    left: null,
  }
  return { save, mail: 'confirm' }
}
