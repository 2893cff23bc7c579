import type { Context } from 'hono'
import { html } from 'hono/html'
import { momentOf } from '../emails/moment-of.ts'
import type { Feed } from '../config/feeds.ts'
import type { FeedRecord } from '../store/feeds.ts'
import type { AdminDeps } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { cardsTable } from './cards-table.ts'
import { shortMoment } from './short-moment.ts'

type Deps = Pick<AdminDeps, 'store' | 'config' | 'clock'>

const dayMs = 86_400_000

/** How each feed fares, those in trouble first. */
export const showFeeds =
  ({ store, config, clock }: Deps) =>
  async (context: Context) => {
    const { feeds, settings } = config()
    const zone = settings.time_zone
    const now = clock().getTime()
    const records = await store.feeds.loadAll(feeds.map(({ id }) => id))
    const alarms = (await store.alarms.list()).map(({ name }) => name)
    const items = await store.items.since(new Date(now - 7 * dayMs))
    const rows = feeds
      .map((feed, index) => ({
        feed,
        record: records[index] ?? null,
        raised: alarms.filter((name) => isOf(name, feed.id)),
      }))
      .toSorted((a, b) => troubleOf(b) - troubleOf(a))
      .map(({ feed, record, raised }) => {
        const own = items.filter(({ feedId }) => feedId === feed.id)
        const moment = (instant: string | null | undefined) => (instant == null ? 'never' : shortMoment(instant, zone))
        return [
          html`<span><strong>${feed.name}</strong> <span class="mono quiet">${feed.id}</span></span>`,
          healthOf(feed, record, raised, zone),
          own.filter(({ recorded }) => now - recorded.getTime() < dayMs).length,
          own.length,
          record?.items ?? 0,
          moment(record?.lastNew),
          moment(record?.lastOk),
          feed.enabled ? moment(record?.nextPoll) : 'off',
        ]
      })
    const columns = [
      { name: 'Feed' },
      { name: 'Health' },
      { name: 'New in a day', isNumber: true },
      { name: 'In a week', isNumber: true },
      { name: 'In all', isNumber: true },
      { name: 'Last new' },
      { name: 'Last answer' },
      { name: 'Next poll' },
    ]
    const body = html`<p>
        An item counts for the feed that showed it first. <code>feeds test</code> with the id or address of a feed fetches it and shows what would be taken.
      </p>
      ${rows.length === 0 ? html`<p>There are none in feeds.yaml.</p>` : cardsTable('Feeds, those in trouble first', columns, rows)}
      <p class="quiet">Times are those of ${zone}.</p>`
    return context.html(await adminPage({ heading: 'Feeds', at: '/admin/feeds', body }))
  }

/** Alarms are named after their kind and the feed: `silent:bbc-kent`. */
const isOf = (alarm: string, feedId: string) => alarm.slice(alarm.indexOf(':') + 1) === feedId && alarm.includes(':')

type Row = { feed: Feed; record: FeedRecord | null; raised: readonly string[] }

const troubleOf = ({ feed, record, raised }: Row): number =>
  !feed.enabled ? -1 : raised.length > 0 ? 2 : record?.failingSince != null ? 1 : 0

function healthOf(feed: Feed, record: FeedRecord | null, raised: readonly string[], zone: string) {
  if (!feed.enabled) return html`<span>off in feeds.yaml</span>`
  const parts = [
    ...(record?.failingSince == null
      ? []
      : [
          `failing since ${momentOf(record.failingSince, zone)}, ${record.failures} times: ${record.lastError ?? 'no reason'}`,
        ]),
    ...raised.map((name) => `alarm ${name}`),
    ...(record?.movedTo == null ? [] : [`has moved to ${record.movedTo}`]),
  ]
  if (parts.length > 0) return html`<span class="bad">${parts.join('; ')}</span>`
  return html`<span>${record?.lastPoll == null ? 'not asked yet' : 'well'}</span>`
}
