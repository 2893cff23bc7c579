const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The ways in which tables write a day; the British order, as everything that Ofsted publishes. */
export const expectedDay = 'expected a day such as 03/08/2026, 2026-08-03 or 3 August 2026'

/** The day that a cell of a table gives, ISO 8601: 03/08/2026, 03/08/26, 2026-08-03 (with a time or without), 3 August 2026, 03-Aug-26. Null where it gives none. */
export function dayIn(text: string): string | null {
  const cell = text.trim().slice(0, 60)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(cell)
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: [\d:]+)?$/.exec(cell)
  if (numbers !== null) return dayOf(yearOf(numbers[3]), Number(numbers[2]), Number(numbers[1]))
  const words = /^(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/i.exec(cell)
  if (words === null) return null
  return dayOf(yearOf(words[3]), months.indexOf((words[2] ?? '').slice(0, 3).toLowerCase()) + 1, Number(words[1]))
}

const yearOf = (digits: string | undefined) => (digits?.length === 2 ? 2000 : 0) + Number(digits)

/** Null for the 31st of April, the 13th month and years in which Ofsted inspected no authority. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= 2000 && year < 2100 ? date.toISOString().slice(0, 10) : null
}
