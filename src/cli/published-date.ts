export const expectedDate = 'expected a date such as 2026-03-01 or 2026-03-01T09:00:00Z'

/** Whether a text is a date that old can be told from new by. ECMAScript takes "1" for one too: a year is asked for. */
export const isPublishedDate = (text: string): boolean => /\d{4}/.test(text) && !Number.isNaN(Date.parse(text))

export const expectedPoint = 'expected a date such as 2026-03-01, or a length of time such as 30d'

/** Whether a text is a day of the calendar, `2026-03-01`, or one with a time. JavaScript alone would take 30 February for 2 March. */
export function isCalendarDate(text: string): boolean {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? []
  if (day === undefined || Number.isNaN(Date.parse(text))) return false
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
