import type { Hit } from './matcher.ts'
import type { Tokens } from './tokens.ts'

const months = 'january february march april may june july august september october november december'.split(' ')

/** A month that ended longer ago than this before publication is the past of the story, not its news. */
const newsDays = 45
const dayMs = 86_400_000

/**
 * Years in the text, and those dates that are past when the document was published: "in 2016", "September 2016", "last year".
 * Recent are days and months with a year that lie in the 45 days before publication, or name its own month.
 * Without a date of publication every year counts as past, and none as recent: news seldom names its own year.
 */
export function findDates({ tokens }: Tokens, published: Date | null): { years: Hit[]; past: Hit[]; recent: Hit[] } {
  const years: Hit[] = []
  const past: Hit[] = []
  const recent: Hit[] = []
  for (const [at, { word, capital }] of tokens.entries()) {
    const month = capital ? months.indexOf(word) : -1
    const next = tokens[at + 1]?.word ?? ''
    if (month >= 0 && isYear(next)) {
      if (isPast(Number(next), month, published)) past.push({ from: at, to: at + 2 })
      else if (published !== null && Date.UTC(Number(next), month) <= published.getTime())
        recent.push({ from: at, to: at + 2 })
    } else if (
      month >= 0 &&
      ['in', 'last', 'since', 'from'].includes(tokens[at - 1]?.word ?? '') &&
      (word !== 'may' || tokens[at - 1]?.word !== 'from')
    ) {
      if (published !== null && monthsBack(month, published) >= 2) past.push({ from: at, to: at + 1 })
      else if (published !== null) recent.push({ from: at, to: at + 1 })
    } else if (month >= 0 && isDay(tokens[at - 1]?.word ?? next)) {
      if (published !== null && monthsBack(month, published) < 2) recent.push({ from: at, to: at + 1 })
    } else if (isYear(word)) {
      years.push({ from: at, to: at + 1 })
      const hasMonth = months.includes(tokens[at - 1]?.word ?? '') && tokens[at - 1]?.capital === true
      if (!hasMonth && isPast(Number(word), null, published)) past.push({ from: at, to: at + 1 })
    }
  }
  return { years, past, recent }
}

function isDay(word: string): boolean {
  return /^([12]?\d|3[01])(st|nd|rd|th)?$/.test(word)
}

function isYear(word: string): boolean {
  return /^(19[5-9]|20[0-4])\d$/.test(word)
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
