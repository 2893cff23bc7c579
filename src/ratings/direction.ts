import type { Move } from './moves.ts'

/** What an inspection as a whole did to an authority's grades. */
export type Direction = 'improved' | 'declined' | 'unchanged' | 'mixed' | 'new' | 'unknown'

/** As people say it of an inspection. */
export const directionWords: Record<Direction, string> = {
  improved: 'improved',
  declined: 'declined',
  unchanged: 'unchanged',
  mixed: 'mixed',
  new: 'first known',
  unknown: 'moves unknown',
}

/**
 * One word for all moves of an inspection, as a careful editor would put it.
 *
 * 1. Areas that move both ways are mixed, whatever became of the overall grade. Wolverhampton in June 2026 stayed good overall while leaders fell from
 *    outstanding, help and protection fell to requires improvement and care rose to outstanding: "unchanged" would hide two falls and a
 *    rise. No single word is true of such a verdict, and news that tell of it are read in the same way.
 * 2. Else the overall grade decides where it was given both times (until March 2026): Ofsted itself has weighed the areas, and "remains
 *    inadequate" is not called a change because one area rose. The moves tell of that area.
 * 3. Else the areas decide: all that move go one way; none moves; or nothing can be compared.
 *
 * New judgements weigh nothing, good or bad: nothing moved. Where all are new, so is the whole.
 */
export function directionOf(moves: readonly Move[]): Direction {
  const kinds = new Set(moves.flatMap(({ area, kind }) => (area === 'overall' ? [] : [kind])))
  if (kinds.has('improved') && kinds.has('declined')) return 'mixed'
  const overall = moves.find(({ area }) => area === 'overall')?.kind
  if (overall === 'improved' || overall === 'declined' || overall === 'unchanged') return overall
  if (kinds.has('improved')) return 'improved'
  if (kinds.has('declined')) return 'declined'
  if (kinds.has('unchanged')) return 'unchanged'
  return moves.length > 0 && moves.every(({ kind }) => kind === 'new') ? 'new' : 'unknown'
}
