import type { Item } from '../events/item.ts'
import type { FeedAnswer } from '../feeds/feed-answer.ts'
import type { FeedRecord } from '../store/feeds.ts'

/** How many polls the yield of a feed is remembered for. */
const remembered = 12

/** What a feed's record is after an answer that brought `fresh` items nobody had seen. */
export function afterPoll(before: FeedRecord, answer: FeedAnswer, fresh: number, now: Date): FeedRecord {
  const at = now.toISOString()
  const record = { ...before, since: before.since ?? (before.polls === 0 ? at : null) }
  if (answer.kind === 'failed') {
    return {
      ...record,
      lastPoll: at,
      failures: record.failures + 1,
      failingSince: record.failingSince ?? at,
      lastError: answer.reason,
    }
  }
  const answered = {
    ...record,
    validators: answer.validators,
    lastPoll: at,
    lastOk: at,
    failures: 0,
    failingSince: null,
    lastError: null,
    polls: record.polls + 1,
  }
  if (answer.kind === 'unchanged') return answered
  const dates = datesOf(answer.items, now)
  return {
    ...answered,
    items: record.items + fresh,
    recentYield: [...record.recentYield, fresh].slice(-remembered),
    movedTo: answer.movedTo,
    shared: answer.shared,
    listed: answer.items.length,
    lastShown: at,
    lastNew: fresh > 0 ? at : record.lastNew,
    newest: [...dates, record.newest ?? ''].reduce((a, b) => (a > b ? a : b)) || null,
    gapMs: gapBetween(dates) ?? (fresh > 0 ? gapAfter(record, now) : record.gapMs),
  }
}

/** Of each item its latest date, ISO 8601, the oldest first. A date ahead is one of now. */
function datesOf(items: Item[], now: Date): string[] {
  const dates = items.flatMap(({ published, updated }) =>
    [published, updated]
      .filter((date) => date !== null)
      .toSorted()
      .slice(-1),
  )
  return dates.map((date) => (date > now.toISOString() ? now.toISOString() : date)).toSorted()
}

/** The usual time between two of these; null of fewer than three. */
function gapBetween(dates: string[]): number | null {
  if (dates.length < 3) return null
  return (Date.parse(dates.at(-1) ?? '') - Date.parse(dates[0] ?? '')) / (dates.length - 1)
}

/** Where a feed has no dates: what the polls say, of which the last counts for a quarter. */
function gapAfter({ lastNew, gapMs }: FeedRecord, now: Date): number | null {
  if (lastNew === null) return gapMs
  const gap = Math.max(0, now.getTime() - Date.parse(lastNew))
  return gapMs === null ? gap : (3 * gapMs + gap) / 4
}
