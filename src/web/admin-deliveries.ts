import type { Context } from 'hono'
import { html } from 'hono/html'
import { deliveryStates, type DeliveryState } from '../store/delivery-states.ts'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable } from './cards-table.ts'
import { deliveryLink } from './delivery-link.ts'
import { ledgerLine } from './ledger-line.ts'
import { shortMoment } from './short-moment.ts'

type Deps = Pick<AdminDeps, 'store' | 'config'>

const mostShown = 50

/** The sums of the ledger, and the messages that wait for a person: those of unknown fate, and those that failed. */
export const showDeliveries =
  ({ store, config }: Deps) =>
  async (context: Context) => {
    const zone = config().settings.time_zone
    const ledger = await store.deliveries.ledger()
    const listed = async (state: DeliveryState) => {
      const rows = []
      for (const id of await store.deliveries.latest(state, mostShown)) {
        const delivery = await store.deliveries.load(id)
        if (delivery === null) continue
        const { digest, attempts, reason } = delivery
        rows.push([
          deliveryLink(id, `${digest.subscriberId.slice(0, 8)} ${digest.window}`),
          shortMoment(digest.frozen, zone),
          digest.lines.length,
          attempts,
          reason ?? '',
        ])
      }
      if (rows.length === 0) return html`<p>None that is still kept.</p>`
      const columns = [
        { name: 'Delivery' },
        { name: 'Frozen' },
        { name: 'Events', isNumber: true },
        { name: 'Attempts', isNumber: true },
        { name: 'Reason' },
      ]
      return cardsTable(rows.length < mostShown ? 'The latest first' : `The latest ${mostShown}`, columns, rows)
    }
    const body = html`<ul class="numbers">
        ${deliveryStates.map((state) => html`<li><b>${ledger[state]}</b> ${state}</li>`)}
      </ul>
      ${ledgerLine(ledger)}
      <h2>Uncertain</h2>
      <p>A worker died before it could note what the mail server said. With <code>mail.uncertain: resend</code> they are sent again by themselves.</p>
      ${await listed('uncertain')}
      <h2>Failed</h2>
      <p>The mail server refused them for good, or for longer than <code>mail.give_up_after</code>.</p>
      ${await listed('failed')}
      <p>Open one to have it sent again, or to decide that it is not sent. <code>deliveries list</code> shows all that are kept.</p>
      <p class="quiet">Times are those of ${zone}.</p>`
    return context.html(await adminPage({ heading: 'Deliveries', at: '/admin/deliveries', body }))
  }
