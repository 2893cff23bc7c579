import type { Move } from './moves.ts'

/** Which way a grade went, for the eye and for the ear. */
export const moveWords: Record<Move['kind'], { arrow: string; move: string }> = {
  improved: { arrow: '↑', move: 'improved' },
  declined: { arrow: '↓', move: 'declined' },
  unchanged: { arrow: '=', move: 'unchanged' },
  new: { arrow: '+', move: 'new judgement' },
  unknown: { arrow: '', move: 'before not known' },
}
