import type { Screen } from './terminal.ts'

/** Shorter beginnings of ids say nothing. */
const shortest = 4

/**
 * The id that was meant: whole, or a beginning that no other one has. Null, and says so, where there is none or more than one.
 * `list` is the command that shows them.
 */
export function findId(
  noun: string,
  asked: string,
  ids: readonly string[],
  { list, screen }: { list: string; screen: Pick<Screen, 'complain'> },
): string | null {
  if (ids.includes(asked)) return asked
  const found = asked.length < shortest ? [] : ids.filter((id) => id.startsWith(asked))
  if (found[0] !== undefined && found.length === 1) return found[0]
  screen.complain(
    found.length === 0
      ? `There is no ${noun} ${asked}. "ofsted-alerts ${list}" shows those there are.`
      : `${found.length} ids begin with ${asked}; type more of the one that is meant.`,
  )
  return null
}
