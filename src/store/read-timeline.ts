import { setImmediate as others } from 'node:timers/promises'
import type { Judgement } from '../ratings/judgement.ts'
import { successionOf, type Body, type Succession } from '../ratings/succession.ts'
import { timelineOf, type Timeline } from '../ratings/timeline.ts'
import type { RatingStore } from './ratings.ts'

/** An authority's timeline from all that is recorded of it, of the bodies that it goes on from and of its predecessors. */
export async function readTimeline(
  ratings: Pick<RatingStore, 'judgements'>,
  authority: string,
  bodies: readonly Body[],
): Promise<Timeline> {
  const succession = successionOf(authority, bodies)
  const judgements = await Promise.all(namesIn(authority, succession).map((name) => ratings.judgements(name)))
  return timelineOf(authority, judgements.flat(), succession)
}

/** Put together in one go, those of all England would keep everybody else waiting for 50 ms. */
const timelinesAtOnce = 16

/** The timelines of many authorities, in the order that is given; the same as each alone, in few round trips. */
export async function readTimelines(
  ratings: Pick<RatingStore, 'judgementsOfMany'>,
  authorities: readonly string[],
  bodies: readonly Body[],
): Promise<Timeline[]> {
  const asked = authorities.map((authority) => ({ authority, succession: successionOf(authority, bodies) }))
  const names = new Set(asked.flatMap(({ authority, succession }) => namesIn(authority, succession)))
  const known = await ratings.judgementsOfMany([...names])
  const timelines: Timeline[] = []
  for (const [index, { authority, succession }] of asked.entries()) {
    if (index % timelinesAtOnce === 0) await others()
    const own: Judgement[] = namesIn(authority, succession).flatMap((name) => known.get(name) ?? [])
    timelines.push(timelineOf(authority, own, succession))
  }
  return timelines
}

const namesIn = (authority: string, { same, predecessors }: Succession): string[] => [
  authority,
  ...same,
  ...predecessors.map(({ name }) => name),
]
