import { isoDay } from './iso-day.ts'
import { monthNumber } from './month-names.ts'

/** The ways in which tables write a day; the British order, as everything that Ofsted publishes. */
export const expectedDay = 'expected a day such as 03/08/2026, 2026-08-03 or 3 August 2026'

/** The day that a cell of a table gives, ISO 8601: 03/08/2026, 03/08/26, 2026-08-03 (with a time or without), 3 August 2026, 03-Aug-26. Null where it gives none. */
export function dayIn(text: string): string | null {
  const cell = text.trim().slice(0, 60)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(cell)
  if (iso !== null) return ofInspections(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: [\d:]+)?$/.exec(cell)
  if (numbers !== null) return ofInspections(yearOf(numbers[3]), Number(numbers[2]), Number(numbers[1]))
  const words = /^(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/i.exec(cell)
  if (words === null) return null
  return ofInspections(yearOf(words[3]), monthNumber((words[2] ?? '').toLowerCase()), Number(words[1]))
}

const yearOf = (digits: string | undefined) => (digits?.length === 2 ? 2000 : 0) + Number(digits)

/** Null for what is no day, and for years in which Ofsted inspected no authority. */
const ofInspections = (year: number, month: number, day: number): string | null =>
  year >= 2000 && year < 2100 ? isoDay(year, month, day) : null
