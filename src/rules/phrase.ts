import { words } from './tokens.ts'
import { wordForms } from './word-forms.ts'

/** One step of a phrase: a word, a thing of a vocabulary (`{grade}`), or up to `gap` words of any kind. */
export type Step = { word: string } | { concept: string } | { gap: number }

export type Phrase = { ok: true; ways: Step[][] } | { ok: false; message: string }

/** One phrase that can be read in more ways than this is refused: it would make the matcher large. */
const mostWays = 2000
const widestGap = 12

/**
 * Reads a phrase as rules write it and gives every way it can be read:
 * `~call` all forms of the word · `{grade}` anything in that vocabulary · `(a|b c)` either · `[a]` may be left out · `...` up to five words · `..8` up to eight.
 * An apostrophe-s may be missing in the text ("childrens services").
 */
export function readPhrase(text: string, irregular: ReadonlyMap<string, readonly string[]>): Phrase {
  const parts = text.match(/~?[^\s()[\]{}|~.]+|\{[^}]*\}|\.\.\.?\d*|[()[\]|]|\S/gu) ?? []
  let at = 0
  let fault: string | null = null

  const sequence = (): Step[][] => {
    let ways: Step[][] = [[]]
    while (at < parts.length && !['|', ')', ']'].includes(parts[at] ?? '')) {
      const next = item(parts[at] ?? '')
      ways = ways.flatMap((way) => next.map((more) => [...way, ...more]))
      if (ways.length > mostWays) {
        fault ??= `expected a phrase with at most ${mostWays} ways to read it; split it into several`
        return [[]]
      }
    }
    return ways
  }
  const group = (close: string): Step[][] => {
    at += 1
    const ways = sequence()
    while (parts[at] === '|') {
      at += 1
      ways.push(...sequence())
    }
    if (parts[at] === close) at += 1
    else fault ??= `expected ${close} in the phrase`
    return ways
  }
  const item = (part: string): Step[][] => {
    if (part === '(') return group(')')
    if (part === '[') return [[], ...group(']')]
    at += 1
    if (part.startsWith('{')) return [[{ concept: part.slice(1, -1).trim() }]]
    if (part.startsWith('..')) {
      const gap = /\d+$/.test(part) ? Number(part.replace(/^\.+/, '')) : 5
      if (gap > widestGap) fault ??= `expected a gap of at most ${widestGap} words, found ${gap}`
      return [[{ gap }]]
    }
    const steps = words(part)
    const [first, ...rest] = steps
    if (first === undefined) return [[]]
    if (part.startsWith('~')) return wordForms(first, irregular).map((word) => [{ word }, ...rest.map((other) => ({ word: other }))])
    if (steps.at(-1) === "'s") return [steps.map((word) => ({ word })), [{ word: first }], [{ word: `${first}s` }]]
    return [steps.map((word) => ({ word }))]
  }

  const ways = sequence()
  if (at < parts.length) fault ??= `expected no ${parts[at]} here`
  const solid = ways.filter((way) => way.length > 0)
  if (solid.length < ways.length || ways.length === 0) fault ??= 'expected a phrase with at least one word that may not be left out'
  if (ways.some((way) => isGap(way[0]) || isGap(way.at(-1)))) fault ??= 'expected a phrase that begins and ends with a word, not with a gap'
  return fault === null ? { ok: true, ways: solid } : { ok: false, message: fault }
}

function isGap(step: Step | undefined): boolean {
  return step !== undefined && 'gap' in step
}
