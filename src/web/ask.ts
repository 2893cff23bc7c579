import type { Context } from 'hono'
import { perInbox } from '../events/ask-limits.ts'
import type { Subscription } from '../events/subscription.ts'
import { answerRequest } from '../jobs/jobs.ts'
import { inboxOf } from '../mail/mail-address.ts'
import { askingNetwork } from './asking-network.ts'
import { siteOf } from './network-of.ts'
import { perNetwork } from './per-network.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'enqueue' | 'newId' | 'clock' | 'random' | 'config'>
type Asked = { address: string; wants: Subscription | null; holdsLink?: boolean; context: Context }

/** A whole office may ask from one network. */
const mostOfNetwork = 20

/** What one holder of IPv6 addresses may have been given whole: 256 networks as we count them. */
const mostOfSite = 100

/**
 * A message is written for some addresses and not for others, and whatever the same process is asked meanwhile takes longer. So it is written at some
 * moment that nobody knows, and not while the asker's next request is answered.
 */
const answered = { earliestMs: 1000, latestMs: 8000 }

/**
 * Notes what was asked for in the name of an address, to be answered by a job. Never looks whether the address is known: what the page does,
 * and how long it takes, is the same. One that was mailed a moment ago is not mailed again, and that too looks the same from outside.
 * Resolves to how long the network has to wait, or null.
 */
export async function ask(
  { store, enqueue, newId, clock, random, config }: Deps,
  { address, wants, holdsLink = false, context }: Asked,
): Promise<{ waitMs: number } | null> {
  const now = clock()
  const network = askingNetwork(config().settings, context)
  const site = siteOf(network)
  const networks = [
    { of: `network ${network}`, ...perNetwork(mostOfNetwork) },
    ...(site === null ? [] : [{ of: `site ${site}`, ...perNetwork(mostOfSite) }]),
  ]
  const refused = await store.limits.count([...networks, { of: `inbox ${inboxOf(address)}`, ...perInbox }], now)
  if (refused !== null) return refused.limit < networks.length ? { waitMs: refused.waitMs } : null
  const request = { id: newId(), address, wants, asked: now.toISOString(), network, holdsLink }
  await store.requests.add(request, now)
  const delayMs = Math.round(answered.earliestMs + random() * (answered.latestMs - answered.earliestMs))
  await enqueue(answerRequest, { requestId: request.id }, { id: `answer-${request.id}`, delayMs })
  return null
}
