import { expect, test } from 'vitest'
import { isReportNews } from '../../src/workers/report-news.ts'

const day = 86_400_000
const since = '2026-11-21T09:00:00.000Z'

type Case = { isBaseline?: boolean; published: string | null; listed?: string; reach?: number | null }

const isNews = ({ isBaseline = false, published, listed = '2026-12-01T09:00:00Z', reach = 3 * day }: Case) =>
  isReportNews({
    record: { isBaseline, listed: new Date(listed) },
    published,
    since,
    polling: { first_poll_reach: reach, later_reach: 30 * day },
  })

test.each([
  ['was there before the first round', { isBaseline: true, published: '2026-11-20' }],
  ['was there before the first round and bears no day', { isBaseline: true, published: null }],
  [
    'was there before the first round, whatever the settings mail of other feeds',
    { isBaseline: true, published: '2026-11-20', reach: null },
  ],
  ['is dated long before the feed was added', { published: '2026-11-17' }],
  ['came back after a long time', { published: '2026-11-30', listed: '2027-06-01T00:00:00Z' }],
])('a report that %s is history', (_, given) => expect(isNews(given)).toBe(false))

test.each([
  ['is published', { published: '2026-12-01' }],
  ['appears three days after its date', { published: '2026-11-18' }],
  ['is published while the first round is under way', { isBaseline: true, published: '2026-11-22' }],
  ['bears no day', { published: null }],
  ['appears weeks after its date', { published: '2026-11-22', listed: '2026-12-20T00:00:00Z' }],
])('a report that %s is news', (_, given) => expect(isNews(given)).toBe(true))
