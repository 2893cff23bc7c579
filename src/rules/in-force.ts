import type { Authority } from './authorities.ts'

/** Whether an authority has its duties on a day, ISO 8601: it is not one of those that others took over from. */
export const isInForce = ({ former, until }: Pick<Authority, 'former' | 'until'>, day: string): boolean =>
  !former && (until === null || day < until)
