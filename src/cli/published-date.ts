export const expectedDate = 'expected a date such as 2026-03-01 or 2026-03-01T09:00:00Z'

/** Whether a text is a date that old can be told from new by. ECMAScript takes "1" for one too: a year is asked for. */
export const isPublishedDate = (text: string): boolean => /\d{4}/.test(text) && !Number.isNaN(Date.parse(text))
