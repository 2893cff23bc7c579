import type { Context } from 'hono'
import { html } from 'hono/html'
import { momentOf } from '../emails/moment-of.ts'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable } from './cards-table.ts'
import { ledgerLine } from './ledger-line.ts'
import { shortMoment } from './short-moment.ts'

type Deps = Pick<AdminDeps, 'store' | 'queues' | 'config'>

/** What the operator should know first: alarms, then how much waits and what was last done. */
export const overview =
  ({ store, queues, config }: Deps) =>
  async (context: Context) => {
    const zone = config().settings.time_zone
    const alarms = await store.alarms.list()
    const raised =
      alarms.length === 0
        ? html`<p>No alarm is raised.</p>`
        : alarms.map(
            ({ name, since, message }) =>
              html`<div class="alarm"><p><strong>${name}</strong> since ${momentOf(since, zone)}: ${message}</p></div>`,
          )
    const counts = [...(await queues.counts())]
    const waits = cardsTable(
      'Queues',
      [{ name: 'Queue' }, ...['Waiting', 'Running', 'Delayed', 'Failed'].map((name) => ({ name, isNumber: true }))],
      counts.map(([name, { waiting, active, delayed, failed }]) => [
        html`<a href="/admin/queues/queue/${encodeURIComponent(name)}${failed > 0 ? '?status=failed' : ''}">${name}</a>`,
        waiting,
        active,
        delayed,
        failed > 0 ? html`<span class="bad">${failed}</span>` : 0,
      ]),
      true,
    )
    const items = await store.items.counts()
    const duties = (await store.duties.all()).toSorted((a, b) => b.last.getTime() - a.last.getTime())
    const done = cardsTable(
      'Duties, the last one done first',
      [{ name: 'Duty' }, { name: 'Last done' }],
      duties.map(({ name, last }) => [name, shortMoment(last.toISOString(), zone)]),
    )
    const body = html`<h2>Alarms</h2>
      ${raised}
      <h2>Work</h2>
      ${ledgerLine(await store.deliveries.ledger())}
      <p>Items: ${items.all} known, ${items.pending} being worked on, ${items.failed} given up.</p>
      ${waits}
      <p>A failed job is shown with its reason; <code>queues retry</code> and <code>queues drop</code> settle it.</p>
      ${duties.length === 0 ? html`<p class="bad">Nothing was ever swept: is a worker running?</p>` : done}
      <p class="quiet">Times are those of ${zone}.</p>`
    return context.html(await adminPage({ heading: 'Overview', at: '/admin', body }))
  }
