import { isoDay } from './iso-day.ts'
import { monthName, monthNumber } from './month-names.ts'
import { plainWords } from './report-lines.ts'
import type { Days } from './report.ts'

const weekday = `(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)(?:day)?,? )?`

/** "9", "9th November", "9 November 2017", "November 9, 2017", "09/11/2017", "2017-11-09". */
const day = new RegExp(
  `\\b(\\d{4})-(\\d\\d)-(\\d\\d)\\b|\\b(\\d{1,2})[/.](\\d{1,2})[/.](\\d{2,4})\\b|` +
    `${weekday}\\b(\\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?(${monthName})\\b\\.?)?(?:,? ((?:19|20)\\d\\d)\\d?\\b)?(?![\\d:/])|\\b(${monthName})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d\\d)\\b`,
  'g',
)

/** What may stand between days, and the mark of a footnote after a year. */
const joiners = /^(?:to|and|until|between|from|[ ,.;:&-]|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)(?:day)?)*$/
const footnote = /(?<=\b(?:19|20)\d\d) \d$/

type Day = { year: number | null; month: number | null; day: number }

/** A report on more than a year of inspecting was not made: such days are misread or misprinted. */
const longestDays = 400
const dayMs = 86_400_000

/**
 * From the first to the last of all days that a few words name: "9-24 November 2017", "30 September to 11 October 2024 and 13 to 16 January 2025".
 * A day takes month and year from the next day that has them. Null where they name no days, days that cannot be, or anything else besides.
 */
export function daysIn(words: string): Days | null {
  const plain = plainWords(words).replace(footnote, '')
  const named = daysNamed(plain)
  if (named.length === 0 || !joiners.test(plain.replaceAll(day, ' '))) return null
  let later: { year: number | null; month: number | null } = { year: null, month: null }
  const dates: string[] = []
  for (const { day: number, ...given } of named.toReversed()) {
    const of = given.month ?? later.month
    let year = given.year ?? later.year
    if (of === null || year === null) return null
    // "12 December to 13 January 2023" began in the year before.
    if (given.year === null && later.month !== null && of > later.month) year -= 1
    const date = dayOfReport(year, of, number)
    if (date === null) return null
    dates.unshift(date)
    later = { year, month: of }
  }
  const [from] = dates
  const to = dates.at(-1)
  if (from === undefined || to === undefined) return null
  if (dates.some((date, at) => date < (dates[at - 1] ?? date))) return null
  return Date.parse(to) - Date.parse(from) <= longestDays * dayMs ? { from, to } : null
}

/** The first day that the words name in full, ISO 8601; null where there is none. */
export function dayNamed(words: string): string | null {
  for (const { year, month: of, day: number } of daysNamed(words)) {
    if (year !== null && of !== null) return dayOfReport(year, of, number)
  }
  return null
}

function daysNamed(words: string): Day[] {
  return [...words.toLowerCase().matchAll(day)].map((found) => {
    const [, isoYear, isoMonth, isoDate, d, m, y, date, name, year, nameFirst, dateAfter, yearAfter] = found
    if (isoYear !== undefined) return { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDate) }
    if (d !== undefined) return { year: Number(y?.length === 2 ? `20${y}` : y), month: Number(m), day: Number(d) }
    if (nameFirst !== undefined)
      return { year: Number(yearAfter), month: monthNumber(nameFirst), day: Number(dateAfter) }
    return {
      year: year === undefined ? null : Number(year),
      month: name === undefined ? null : monthNumber(name),
      day: Number(date),
    }
  })
}

/** Other years are misread. */
const dayOfReport = (year: number, month: number, day: number): string | null =>
  year >= 1990 && year <= 2100 ? isoDay(year, month, day) : null
