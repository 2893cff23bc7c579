import { words } from './tokens.ts'
import { wordForms } from './word-forms.ts'

/** One step of a phrase: a word, a thing of a vocabulary (`{grade}`), up to `gap` words of any kind, or one of several sequences, which may be empty. */
export type Step = { word: string } | { concept: string } | { gap: number } | { either: Step[][] }

export type Phrase = { ok: true; steps: Step[] } | { ok: false; message: string }

const widestGap = 20

/**
 * Reads a phrase as rules write it:
 * `~call` all forms of the word · `{grade}` anything in that vocabulary · `(a|b c)` either · `[a]` may be left out · `...` up to five words · `..8` up to eight.
 * An apostrophe-s may be missing in the text ("childrens services").
 */
export function readPhrase(text: string, irregular: ReadonlyMap<string, readonly string[]>): Phrase {
  const parts = text.match(/~?[^\s()[\]{}|~.]+|\{[^}]*\}|\.\.\.?\d*|[()[\]|]|\S/gu) ?? []
  let at = 0
  let fault: string | null = null

  const sequence = (): Step[] => {
    const steps: Step[] = []
    while (at < parts.length && !['|', ')', ']'].includes(parts[at] ?? '')) steps.push(...item(parts[at] ?? ''))
    return steps
  }
  const group = (close: string): Step[][] => {
    at += 1
    const either = [sequence()]
    while (parts[at] === '|') {
      at += 1
      either.push(sequence())
    }
    if (parts[at] === close) at += 1
    else fault ??= `expected ${close} in the phrase`
    if (either.some((steps) => steps.length === 0)) fault ??= 'expected words on both sides of | and between brackets'
    return either
  }
  const item = (part: string): Step[] => {
    if (part === '(') return [{ either: group(')') }]
    if (part === '[') return [{ either: [[], ...group(']')] }]
    at += 1
    if (part.startsWith('{')) return [{ concept: part.slice(1, -1).trim() }]
    if (part.startsWith('..')) {
      const gap = /\d+$/.test(part) ? Number(part.replace(/^\.+/, '')) : 5
      if (gap > widestGap) fault ??= `expected a gap of at most ${widestGap} words, found ${gap}`
      return [{ gap }]
    }
    // Alone, or after a group or a vocabulary: "{authority}'s".
    if (/^['’]s$/i.test(part)) return [{ word: "'s" }]
    const [first, ...rest] = words(part)
    if (first === undefined) return []
    const others = rest.map((word) => ({ word }))
    if (part.startsWith('~')) return [{ either: wordForms(first, irregular).map((word) => [{ word }]) }, ...others]
    if (rest.length === 1 && rest[0] === "'s")
      return [{ either: [[{ word: first }, ...others], [{ word: first }], [{ word: `${first}s` }]] }]
    return [{ word: first }, ...others]
  }

  const steps = sequence()
  if (at < parts.length) fault ??= `expected no ${parts[at]} here`
  if (!steps.some((step) => !('gap' in step) && !isOptional(step)))
    fault ??= 'expected a phrase with at least one word that may not be left out'
  if (mayBeginWithGap(steps) || mayBeginWithGap(turned(steps)))
    fault ??= 'expected a phrase that begins and ends with a word, not with a gap'
  return fault === null ? { ok: true, steps } : { ok: false, message: fault }
}

/** Vocabularies that a phrase uses. */
export function conceptsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    'concept' in step ? [step.concept] : 'either' in step ? step.either.flatMap(conceptsOf) : [],
  )
}

function isOptional(step: Step): boolean {
  return 'either' in step && step.either.some((steps) => steps.every(isOptional))
}

/** Whether a gap is the first thing in some way of reading the steps. */
function mayBeginWithGap(steps: readonly Step[]): boolean {
  for (const step of steps) {
    if ('gap' in step || ('either' in step && step.either.some(mayBeginWithGap))) return true
    if (!isOptional(step)) return false
  }
  return false
}

/** The steps from the last to the first. */
function turned(steps: readonly Step[]): Step[] {
  return steps.map((step): Step => ('either' in step ? { either: step.either.map(turned) } : step)).toReversed()
}
