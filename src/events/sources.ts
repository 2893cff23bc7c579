import type { EventSource } from './event.ts'
import { mergeFields } from './merge-fields.ts'

/** Ofsted opened in September 1992: what an entry dated earlier tells of was not told then. */
const earliest = Date.UTC(1992, 8, 1)

/**
 * When a source told of its event: the date it bears, else when we saw it. A date that cannot be read, lies after we saw it or before
 * there was an Ofsted is a mistake of whoever wrote the feed.
 */
export function toldAt({ published, joined }: Pick<EventSource, 'published' | 'joined'>): Date {
  const seen = new Date(joined)
  const at = Date.parse(published ?? '')
  return at >= earliest && at <= seen.getTime() ? new Date(at) : seen
}

export const toldFirst = (sources: EventSource[]): string =>
  new Date(Math.min(...sources.map((source) => toldAt(source).getTime()))).toISOString()

export const inOrderTold = (sources: EventSource[]): EventSource[] =>
  sources.toSorted((a, b) => toldAt(a).getTime() - toldAt(b).getTime() || (a.itemId < b.itemId ? -1 : 1))

const dayMs = 86_400_000

export const daysApart = (a: Date, b: Date): number => Math.abs(a.getTime() - b.getTime()) / dayMs

/** Whether an item told of something so lately that what it says otherwise now is a correction, and not another happening. */
export const isCorrectable = (
  sources: EventSource[],
  { itemId, joined }: Pick<EventSource, 'itemId' | 'joined'>,
  { windowDays, since }: { windowDays: number; since: Date | null },
): boolean =>
  sources.some(
    (source) =>
      source.itemId === itemId &&
      isToldAfter(source, since) &&
      daysApart(new Date(source.joined), new Date(joined)) <= windowDays,
  )

/** Whether a source told of its event after an instant; null is before all of them. */
export const isToldAfter = (source: Pick<EventSource, 'published' | 'joined'>, since: Date | null): boolean =>
  since === null || toldAt(source) > since

/** Two findings of one document on one happening are one source that says both. */
export function both(sources: EventSource[], source: EventSource): EventSource {
  const earlier = sources.find(({ itemId }) => itemId === source.itemId)
  if (earlier === undefined) return source
  const isNew = ({ start, end }: { start: number; end: number }) =>
    !earlier.evidence.some((known) => known.start === start && known.end === end)
  return {
    ...source,
    score: Math.max(earlier.score, source.score),
    fields: mergeFields([earlier.fields, source.fields]),
    evidence: [...earlier.evidence, ...source.evidence.filter(isNew)],
  }
}
