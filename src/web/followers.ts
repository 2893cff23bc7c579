import { html } from 'hono/html'
import { digestLines } from '../emails/digest-lines.ts'
import type { Digest } from '../events/digest.ts'
import { copyOf, readCopy } from '../events/window-copies.ts'
import type { Links } from '../links.ts'
import type { RuleFacts } from '../rules/rule.ts'
import type { Delivery } from '../store/delivery.ts'
import type { Store } from '../store/store.ts'
import { deliveryWords } from './delivery-words.ts'
import { headlines } from './digest-body.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'

/** A digest of the same window that came later; its events where there are not too many to name. */
type Follower = { delivery: Delivery; digest: Digest | null }

/** More digests of one window are not looked for. */
const mostFollowers = 20

/** More events than this are counted, and named on the pages of their digests. */
const mostNamed = 300

/** The digests that hold what had no room in one, in their order. */
export async function followers(
  { deliveries, digests }: Pick<Store, 'deliveries' | 'digests'>,
  { subscriberId, window, events }: Digest,
): Promise<Follower[]> {
  const own = readCopy(window)
  const found: Follower[] = []
  let named = events.length
  for (let copy = own.copy + 1; found.length < mostFollowers; copy += 1) {
    const delivery = await deliveries.ofWindow(subscriberId, copyOf(own.window, copy))
    if (delivery === null) return found
    named += delivery.digest.lines.length
    found.push({ delivery, digest: named > mostNamed ? null : await digests.thaw(delivery.digest) })
  }
  return found
}

type Asked = { rules: ReadonlyMap<string, RuleFacts>; links: Pick<Links, 'event' | 'edition'> }

/** What had no room in a digest: where it is told, and as far as there is room here, what it is. */
export function followersHtml({ more }: Digest, after: readonly Follower[], { rules, links }: Asked): Html {
  const left = more === 1 ? 'One more event had' : `${more} more events had`
  return html`<h2>What followed</h2>
    <p>${left} no room in this digest. ${after.length === 0 ? 'No further digest with what had no room has been made by now.' : 'Further digests came right after it:'}</p>
    ${after.map(({ delivery, digest }) => {
      const { subscriberId, window, lines } = delivery.digest
      const count = lines.length === 1 ? 'One event' : `${lines.length} events`
      return html`<h3><a href="${pathOf(links.edition(subscriberId, window))}">${count}</a>, ${deliveryWords[delivery.state].short}</h3>
        ${digest === null ? '' : namedIn(digest, { rules, links })}`
    })}`
}

const namedIn = (digest: Digest, { rules, links }: Asked): Html =>
  headlines(
    digestLines({ digest, rules }, 'barest').map((line, index) => ({
      ...line,
      href: digest.events[index] === undefined ? null : pathOf(links.event(digest.events[index].event.id)),
    })),
  )
