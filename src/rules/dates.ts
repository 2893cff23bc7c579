import type { Hit } from './matcher.ts'
import type { Tokens } from './tokens.ts'
import { isYear, kinds, months } from './word-kinds.ts'

/** A month that ended longer ago than this before publication is the past of the story, not its news. */
const newsDays = 45
const dayMs = 86_400_000
/** A year after one of these is part of the name of a law: "the Education Act 1996". */
const laws = new Set(['act', 'regulations', 'order'])

/**
/**
 * Dates in the text that are past when the document was published: "in 2016", "September 2016", "last year"; and recent ones, days and months that
 * lie in the weeks before publication. Without a date of publication every year counts as past, and none as recent: news seldom names its own year.
 */
export function findDates({ tokens, lexicon }: Tokens, published: Date | null): { past: Hit[]; recent: Hit[] } {
  const past: Hit[] = []
  const recent: Hit[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined || (lexicon.kindsOf(token.id) & (kinds.month | kinds.year)) === 0) continue
    const { word, capital } = token
    const month = capital ? months.indexOf(word) : -1
    const next = tokens[at + 1]?.word ?? ''
    const before = tokens[at - 1]?.word ?? ''
    if (month >= 0 && isYear(next)) {
      if (isPast(Number(next), month, published)) past.push({ from: at, to: at + 2 })
      else if (published !== null && Date.UTC(Number(next), month) <= published.getTime())
        recent.push({ from: at, to: at + 2 })
    } else if (
      month >= 0 &&
      ['in', 'last', 'since', 'from'].includes(before) &&
      (word !== 'may' || before !== 'from')
    ) {
      if (published !== null && monthsBack(month, published) >= 2) past.push({ from: at, to: at + 1 })
      else if (published !== null) recent.push({ from: at, to: at + 1 })
    } else if (month >= 0 && isDay(tokens[at - 1]?.word ?? next)) {
      if (published !== null && monthsBack(month, published) < 2) recent.push({ from: at, to: at + 1 })
    } else if (isYear(word) && !laws.has(before)) {
      const hasMonth = months.includes(before) && tokens[at - 1]?.capital === true
      if (!hasMonth && isPast(Number(word), null, published)) past.push({ from: at, to: at + 1 })
    }
  }
  return { past, recent }
}

function isDay(word: string): boolean {
  return /^([12]?\d|3[01])(st|nd|rd|th)?$/.test(word)
}

function isPast(year: number, month: number | null, published: Date | null): boolean {
  if (published === null) return true
  if (month === null) return year < published.getUTCFullYear()
  return Date.UTC(year, month + 1, 0) + newsDays * dayMs < published.getTime()
}

/** How many months lie between the last such month and the date: news of March that says "in January" means two. */
function monthsBack(month: number, date: Date): number {
  return (date.getUTCMonth() - month + 12) % 12
}
