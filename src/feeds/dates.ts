/** Zones that feeds name and ECMAScript does not know. */
const zones: Record<string, string> = {
  BST: '+0100',
  IST: '+0100',
  WET: '+0000',
  WEST: '+0100',
  CET: '+0100',
  CEST: '+0200',
}

const dayMs = 86_400_000

/** The earliest date that a web page can bear. */
const earliest = Date.parse('1993-01-01T00:00:00Z')

/** Longer than any date. */
const mostCharacters = 80

/**
 * The instant a feed's date means, ISO 8601; null where it cannot be read, or cannot be true (before the web, or more than two days ahead).
 * Reads RFC 822 as feeds write it (odd zones, wrong weekdays), ISO 8601, dates in words, and 24/11/2026 with the day first; without a zone it is taken as UTC,
 * wherever the program runs.
 */
export function readDate(text: string | null | undefined, now: Date): string | null {
  if (text == null || text.length > mostCharacters) return null
  const cleaned = text
    .trim()
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i, '')
    .replace(/\s\([^()]*\)$/, '')
    .replace(/\b[a-z]{3,4}$/i, (zone) => zones[zone.toUpperCase()] ?? zone)
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/i, '$1')
    .replace(/,? at (?=\d)/i, ' ')
    // The short form of ISO 8601, and zones that ECMAScript's has otherwise.
    .replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/i, '$1-$2-$3T$4:$5:$6')
    .replace(
      /^(\d{4}-\d{2}-\d{2}T[\d:.,]+)\s*([+-]\d{2}):?(\d{2})?$/i,
      (_, time: string, hours: string, minutes = '00') => `${time}${hours}:${minutes}`,
    )
    .replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/, (_, day: string, month: string, year: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    )
  // Without a year ECMAScript takes some year.
  if (!/\b(19|20)\d{2}\b/.test(cleaned) && !/^\d{1,2} [a-z]{3,9} \d{2} /i.test(cleaned)) return null
  const time = Date.parse(inUtc(cleaned))
  if (Number.isNaN(time) || time < earliest || time > now.getTime() + 2 * dayMs) return null
  return new Date(time).toISOString()
}

/** The same date with a zone, where it has none: ECMAScript would take the one of this machine. */
function inUtc(date: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return date
  const zone = /:\d{2}(?:[.,]\d+)?\s*([a-z]{1,5}|(?:GMT|UTC?)?[+-]\d{1,2}(?::?\d{2})?)$/i.exec(date)?.[1]
  if (zone !== undefined && !/^[ap]m$/i.test(zone)) return date
  return /^\d{4}-\d{2}-\d{2}T/.test(date) ? `${date}Z` : `${date} GMT`
}
