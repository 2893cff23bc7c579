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
  const isKnown = (one: UnreadInspection) =>
    timeline.steps.some(({ inspection }) => {
      const [source] = inspection.sources
      const telling = { ...one, inspected: null, framework: null }
      return source !== undefined && isSameInspection({ ...inspection, source }, telling)
    })
  const gaps = unread.filter((one) => !isKnown(one))
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
