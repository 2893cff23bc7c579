import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable } from './cards-table.ts'
import { weekBars } from './week-bars.ts'
import { weeklyCounts } from './weekly-counts.ts'

type Deps = Pick<AdminDeps, 'store' | 'config' | 'clock'>

const weeks = 8
const weekMs = 7 * 86_400_000

/** What each rule found of late. What readers said of it has a column once it is kept. */
export const showRules =
  ({ store, config, clock }: Deps) =>
  async (context: Context) => {
    const now = clock()
    const opened = await store.events.openedSince(new Date(now.getTime() - weeks * weekMs))
    const { facts } = config().rules
    const gone = [...new Set(opened.map(({ rule }) => rule))].filter((id) => !facts.has(id))
    const rows = [...facts.keys(), ...gone].map((id) => {
      const own = opened.filter(({ rule }) => rule === id).map((event) => event.opened)
      const counts = weeklyCounts(own, now, weeks)
      return [
        html`<span><strong>${facts.get(id)?.title ?? 'No longer in rules.yaml'}</strong> <span class="mono quiet">${id}</span></span>`,
        counts.at(-1) ?? 0,
        own.length,
        html`<span class="weeks">${weekBars(counts)} <span>${counts.join(', ')}</span></span>`,
      ]
    })
    const columns = [
      { name: 'Rule' },
      { name: 'Last 7 days', isNumber: true },
      { name: `Last ${weeks} weeks`, isNumber: true },
      { name: 'Week by week, the oldest first' },
    ]
    const body = html`<p>Events that each rule opened. A week is seven days, and the last one ends now.</p>
      ${cardsTable('Events by rule', columns, rows)}
      <p>A rule that finds far more or less than it did may have met a new phrasing: <code>rules suggest</code> and <code>backtest</code> look at it.</p>`
    return context.html(await adminPage({ heading: 'Rules', at: '/admin/rules', body }))
  }
