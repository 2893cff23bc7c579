import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable } from './cards-table.ts'
import { shortMoment } from './short-moment.ts'

type Deps = Pick<AdminDeps, 'store' | 'config'>

const mostShown = 50

/** Who changed what, when and why, a page of it at a time. */
export const showAudit =
  ({ store, config }: Deps) =>
  async (context: Context) => {
    const zone = config().settings.time_zone
    const asked = Date.parse(context.req.query('before') ?? '')
    const before = Number.isNaN(asked) ? null : new Date(asked)
    const entries = await store.audit.list(new Date(0), mostShown, before)
    const last = entries.at(-1)
    const rows = entries.map(({ at, who, by, did, on, reason, outcome }) => [
      shortMoment(at, zone),
      `${who}, ${by === 'pages' ? 'on these pages' : 'by command'}`,
      did,
      outcome,
      html`<span class="mono">${on.join(' ')}</span>`,
      reason ?? '',
    ])
    const columns = ['When', 'Who', 'What', 'Outcome', 'On', 'Why'].map((name) => ({ name }))
    const body = html`<p>
        What operators changed, by commands and here. An outcome that still says “asked” was asked for when the process ended: what it was done to shows whether it was done.
      </p>
      ${rows.length === 0 ? html`<p>Nothing${before === null ? '' : ' before that'}.</p>` : cardsTable('The latest first', columns, rows)}
      ${
        entries.length < mostShown || last === undefined
          ? ''
          : html`<p><a href="/admin/audit?before=${encodeURIComponent(last.at)}" rel="next">Older</a></p>`
      }
      <p class="quiet">Times are those of ${zone}.</p>`
    return context.html(await adminPage({ heading: 'Audit log', at: '/admin/audit', body }))
  }
