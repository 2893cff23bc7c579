import type { Grade } from './grade.ts'

/** What a grid says of an area: a grade, or that it was not judged. */
export type Verdict = Grade | 'not-judged'

/** A verdict, and the number of its first word in what was read. */
export type FoundVerdict = { verdict: Verdict; at: number }

/** Every word that grades are made of. No name of a judgement has one of them. */
export const gradeWords: ReadonlySet<string> = new Set([
  'outstanding',
  'good',
  'inadequate',
  'adequate',
  'requires',
  'require',
  'improvement',
  'to',
  'be',
  'not',
  'judged',
])

/** How verdicts begin, and the words that come after. */
const beginnings = new Map<string, { verdict: Verdict; rest: readonly string[] }>([
  ['outstanding', { verdict: 'outstanding', rest: [] }],
  ['good', { verdict: 'good', rest: [] }],
  ['adequate', { verdict: 'adequate', rest: [] }],
  ['inadequate', { verdict: 'inadequate', rest: [] }],
  ['requires', { verdict: 'requires-improvement', rest: ['improvement', 'to', 'be', 'good'] }],
  ['require', { verdict: 'requires-improvement', rest: ['improvement', 'to', 'be', 'good'] }],
  ['not', { verdict: 'not-judged', rest: ['judged'] }],
])

/**
 * The verdicts in a row of grade words. "Requires improvement" goes on with "to be good" whatever stands between, since the second line of a grade may
 * follow the second line of a label. Null where the words make no grades.
 */
export function verdictsOf(words: readonly { word: string; at: number }[]): FoundVerdict[] | null {
  const found: FoundVerdict[] = []
  let rest: readonly string[] = []
  for (const { word, at } of words) {
    if (word === rest[0]) {
      rest = rest.slice(1)
      continue
    }
    const begun = beginnings.get(word)
    if (begun === undefined || !isWhole(rest)) return null
    found.push({ verdict: begun.verdict, at })
    rest = begun.rest
  }
  return isWhole(rest) ? found : null
}

/** "Requires improvement" may end there, since reports before 2018 print no "to be good". */
const isWhole = (rest: readonly string[]) => rest.length === 0 || rest[0] === 'to'

/** The one grade that a few words say, as in "requires improvement to be good"; null where they say none, or more. */
export function gradeOf(text: string): Grade | null {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const found = verdictsOf(words.map((word, at) => ({ word, at })))
  const [only] = found ?? []
  return found?.length === 1 && only !== undefined && only.verdict !== 'not-judged' ? only.verdict : null
}
