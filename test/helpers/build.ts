import type { Event, EventSource } from '../../src/events/event.ts'
import type { Item } from '../../src/events/item.ts'
import type { Subscriber, Subscription } from '../../src/events/subscription.ts'
import type { Report } from '../../src/ratings/report.ts'
import type { Finding } from '../../src/rules/finding.ts'

/** Each builder gives a whole, valid value; name only what the test is about. */
export const buildItem = (overrides: Partial<Item> = {}): Item => ({
  id: 'item-1',
  feedId: 'bbc',
  url: 'https://example.org/news/1',
  title: 'Council services rated inadequate',
  summary: 'Inspectors found failings.',
  content: null,
  published: '2026-03-01T09:00:00.000Z',
  updated: null,
  outlet: 'BBC News',
  contentHash: 'hash-1',
  ...overrides,
})

export const buildFinding = (overrides: Partial<Finding> = {}): Finding => ({
  rule: 'rating-change',
  authority: 'Sandwell',
  score: 1,
  fields: { rating: 'inadequate', previous: null, direction: 'unchanged', areas: null },
  evidence: [{ sentence: 'Ofsted rated the services inadequate.', start: 0, end: 37, why: 'a grade is given' }],
  ...overrides,
})

export const buildSource = (overrides: Partial<EventSource> = {}): EventSource => {
  const { id, url, title, outlet, published } = buildItem()
  const { score, fields, evidence } = buildFinding()
  return {
    itemId: id,
    url,
    title,
    outlet,
    published,
    joined: '2026-03-01T10:00:00.000Z',
    score,
    fields,
    evidence,
    report: null,
    ...overrides,
  }
}

export const buildEvent = (overrides: Partial<Event> = {}): Event => ({
  id: 'event-1',
  rule: 'rating-change',
  authority: 'Sandwell',
  fields: buildFinding().fields,
  date: '2026-03-01T09:00:00.000Z',
  opened: '2026-03-01T10:00:00.000Z',
  revision: 1,
  history: [],
  sources: [buildSource()],
  ...overrides,
})

export const buildSubscription = (overrides: Partial<Subscription> = {}): Subscription => ({
  id: 'all',
  authorities: null,
  regions: null,
  rules: null,
  cadence: { kind: 'immediate' },
  timeZone: 'Europe/London',
  ...overrides,
})

export const buildSubscriber = (overrides: Partial<Subscriber> = {}): Subscriber => ({
  id: 'ann',
  address: 'ann@example.org',
  state: 'active',
  subscriptions: [buildSubscription()],
  created: '2026-01-01T00:00:00.000Z',
  confirmed: '2026-01-01T00:00:00.000Z',
  origin: 'test',
  pausedUntil: null,
  left: null,
  ...overrides,
})

/** A report on Trafford, without grades. */
export const buildReport = (overrides: Partial<Report> = {}): Report => ({
  kind: 'inspection',
  authority: 'Trafford',
  framework: 'ILACS',
  inspected: { from: '2026-06-08', to: '2026-06-19' },
  published: '2026-08-03',
  leadInspector: null,
  grades: {},
  number: null,
  summary: null,
  unread: [],
  ...overrides,
})
