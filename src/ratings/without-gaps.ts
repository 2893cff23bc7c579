import type { Judgement } from './judgement.ts'
import { dayOfInspection, isSameInspection } from './same-inspection.ts'
import type { Step, Timeline } from './timeline.ts'

/** A report of an inspection that was published, of which no grade could be read. */
export type UnreadInspection = { published: string; source: Judgement['source'] }

/**
 * A timeline in which nothing is held against an inspection that was not the one before: where reports in between could not be read, what was before is not
 * known.
 */
export function withoutGaps(timeline: Timeline, unread: readonly UnreadInspection[]): Timeline {
  const gaps = unknownOf(timeline, unread)
  const steps = timeline.steps.map((step, index): Step => {
    const before = timeline.steps[index - 1]?.inspection
    const [from, to] = [
      before === undefined ? '' : (before.published ?? dayOfInspection(before)),
      dayOfInspection(step.inspection),
    ]
    if (!gaps.some(({ published }) => published > from && published < to)) return step
    const moves = step.moves.map((move) => ({ ...move, kind: 'unknown' as const, from: null, fromArea: null }))
    return { ...step, moves, direction: 'unknown' }
  })
  return { ...timeline, steps }
}

/** The latest inspection of which nothing is known but that its report came after the last one that is known; null where there is none. */
export function unreadSince(timeline: Timeline, unread: readonly UnreadInspection[]): UnreadInspection | null {
  const last = timeline.steps.at(-1)?.inspection
  const since = last === undefined ? '' : (last.published ?? dayOfInspection(last))
  const newer = unknownOf(timeline, unread).filter(({ published }) => published > since)
  return newer.toSorted((a, b) => (a.published < b.published ? 1 : -1))[0] ?? null
}

/** Those that no other source tells of either. */
function unknownOf(timeline: Timeline, unread: readonly UnreadInspection[]): UnreadInspection[] {
  const isKnown = (one: UnreadInspection) =>
    timeline.steps.some(({ inspection }) => {
      const [source] = inspection.sources
      const telling = { ...one, inspected: null, framework: null }
      return source !== undefined && isSameInspection({ ...inspection, source }, telling)
    })
  return unread.filter((one) => !isKnown(one))
}
