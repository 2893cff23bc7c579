import { html } from 'hono/html'
import { dayOf } from '../emails/day-of.ts'
import type { Links } from '../links.ts'
import type { Delivery } from '../store/delivery.ts'
import { deliveryWords } from './delivery-words.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'

/** So many are shown to their subscriber. */
export const mostLast = 10

/** The last digests of a subscriber, each leading to its page. */
export function lastDigests(deliveries: readonly Delivery[], links: Pick<Links, 'edition'>): Html | '' {
  if (deliveries.length === 0) return ''
  return html`<h2>Your last digests</h2>
    <ul>
      ${deliveries.map(({ digest, state }) => {
        const { subscriberId, window, frozen, timeZone, lines } = digest
        const count = lines.length === 1 ? 'one event' : `${lines.length} events`
        return html`<li><a href="${pathOf(links.edition(subscriberId, window))}">${dayOf(frozen, timeZone)}</a>: ${count}, ${deliveryWords[state].short}</li>`
      })}
    </ul>`
}
