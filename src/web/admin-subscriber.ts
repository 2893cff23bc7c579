import type { Context } from 'hono'
import { html } from 'hono/html'
import { momentOf } from '../emails/moment-of.ts'
import { wantsOf } from '../emails/wants-of.ts'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable, facts } from './cards-table.ts'
import { deliveryLink } from './delivery-link.ts'
import { masked } from './masked.ts'
import { shortMoment } from './short-moment.ts'

type Deps = Pick<AdminDeps, 'store' | 'config' | 'clock'>

const mostDeliveries = 50
const mostBounces = 50

/** Looked at for one subscriber's: of all, from the latest back. */
const mostLooked = 10_000

/** One subscriber: what they asked for and how, what was sent to them and came back. The address is masked: whoever looks it up knows it. */
export const showSubscriber =
  ({ store, config, clock }: Deps) =>
  async (context: Context<object, '/subscribers/:id'>) => {
    const id = context.req.param('id')
    const record = await store.subscribers.load(id)
    if (record === null) {
      const body = html`<p>There is no subscriber with this id. They may have been erased.</p>`
      return context.html(await adminPage({ heading: 'No such subscriber', at: '/admin/subscribers', body }), 404)
    }
    const { settings, rules } = config()
    const zone = settings.time_zone
    const { address, state, created, confirmed, origin, pausedUntil, left, subscriptions } = record.subscriber
    const { due } = await store.windows.load(id)
    const deliveries = await store.deliveries.ofSubscriber(id, mostDeliveries)
    const since = new Date(clock().getTime() - settings.retention.deliveries)
    const bounces = (await store.bounces.list(since, mostLooked)).filter(({ subscriberId }) => subscriberId === id)
    const moment = (instant: string | null, none: string) => (instant === null ? none : momentOf(instant, zone))

    const body = html`${facts([
      ['Id', html`<span class="mono">${id}</span>`],
      ['Address', masked(address)],
      ['State', state],
      ...(pausedUntil === null ? [] : [['Paused until', momentOf(pausedUntil, zone)] as const]),
      ...(left === null ? [] : [['Left', momentOf(left.at, zone)] as const]),
      ['Known since', momentOf(created, zone)],
      ['Confirmed', moment(confirmed, 'never')],
      ['How they came to us', origin],
    ])}
      <h2>What they asked for</h2>
      <ul>
        ${subscriptions.map((subscription) => {
          const next = due.get(subscription.id)
          return html`<li>${wantsOf(subscription, rules.facts)}${next === undefined ? '' : `; next on ${momentOf(next.toISOString(), zone)}`}</li>`
        })}
      </ul>
      ${subscriptions.length === 0 ? html`<p>Nothing.</p>` : ''}
      <h2>What was sent</h2>
      ${
        deliveries.length === 0
          ? html`<p>Nothing that is still kept.</p>`
          : cardsTable(
              `The last deliveries, at most ${mostDeliveries}`,
              [
                { name: 'Delivery' },
                { name: 'State' },
                { name: 'Frozen' },
                { name: 'Events', isNumber: true },
                { name: 'Reason' },
              ],
              deliveries.map((delivery) => [
                deliveryLink(delivery.id, delivery.digest.window),
                delivery.state,
                shortMoment(delivery.digest.frozen, zone),
                delivery.digest.lines.length,
                delivery.reason ?? '',
              ]),
            )
      }
      <h2>What came back</h2>
      ${
        bounces.length === 0
          ? html`<p>Nothing that is still kept.</p>`
          : cardsTable(
              `The last bounces and complaints, at most ${mostBounces}`,
              [{ name: 'When' }, { name: 'Kind' }, { name: 'Status' }, { name: 'What was done' }, { name: 'Reason' }],
              bounces
                .slice(0, mostBounces)
                .map(({ at, kind, status, outcome, reason }) => [
                  shortMoment(at, zone),
                  kind,
                  status ?? 'none',
                  outcome,
                  reason,
                ]),
            )
      }
      <p class="quiet">Times are those of ${zone}.</p>`
    return context.html(await adminPage({ heading: 'Subscriber', at: '/admin/subscribers', body }))
  }
