import { directionOf, type Direction } from './direction.ts'
import { historyOf, type Inspection } from './history.ts'
import type { Judgement } from './judgement.ts'
import { movesOf, type Move } from './moves.ts'
import type { Succession } from './succession.ts'

/** One inspection, and what it changed. */
export type Step = { inspection: Inspection; moves: Move[]; direction: Direction }

/** An authority's inspections, oldest first, each against the one before it. */
export type Timeline = {
  authority: string
  steps: Step[]
  undated: Judgement[]
  /** Bodies whose duties it took over, and until when they had them: what they were given is no grade of this authority. */
  predecessors: { until: string | null; timeline: Timeline }[]
}

/**
 * Follows an authority through its inspections, from all judgements of itself, of the bodies that it goes on from and of its predecessors. The first
 * inspection of a successor has no grade to come from; the last of its predecessors' is told beside it.
 */
export function timelineOf(
  authority: string,
  judgements: readonly Judgement[],
  { same, predecessors }: Succession,
): Timeline {
  const own = judgements.map((one) => (same.includes(one.authority) ? { ...one, authority } : one))
  const before = predecessors.map(({ name, until }) => ({ until, timeline: timelineOf(name, own, none) }))
  const { inspections = [], undated = [] } =
    historyOf(own.filter((one) => one.authority === authority)).get(authority) ?? {}
  const last = before.flatMap(({ timeline }) => timeline.steps.slice(-1).map(({ inspection }) => inspection))
  const steps = inspections.map((inspection, index): Step => {
    const moves = movesOf(inspections[index - 1] ?? null, inspection, last)
    return { inspection, moves, direction: directionOf(moves) }
  })
  return { authority, steps, undated, predecessors: before }
}

const none: Succession = { same: [], predecessors: [] }
