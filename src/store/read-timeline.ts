import { successionOf, type Body } from '../ratings/succession.ts'
import { timelineOf, type Timeline } from '../ratings/timeline.ts'
import type { RatingStore } from './ratings.ts'

/** An authority's timeline from all that is recorded of it, of the bodies that it goes on from and of its predecessors. */
export async function readTimeline(
  ratings: Pick<RatingStore, 'judgements'>,
  authority: string,
  bodies: readonly Body[],
): Promise<Timeline> {
  const succession = successionOf(authority, bodies)
  const names = [authority, ...succession.same, ...succession.predecessors.map(({ name }) => name)]
  const judgements = await Promise.all(names.map((name) => ratings.judgements(name)))
  return timelineOf(authority, judgements.flat(), succession)
}
