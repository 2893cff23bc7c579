/** Zones that feeds name though ECMAScript does not know them, in hours from UTC. */
const zones: Record<string, string> = {
  BST: '+0100',
  IST: '+0100',
  WET: '+0000',
  CET: '+0100',
  CEST: '+0200',
  Z: '+0000',
  UT: '+0000',
  UTC: '+0000',
}

const dayMs = 86_400_000

/** The earliest date that a web page can bear. */
const earliest = Date.parse('1993-01-01T00:00:00Z')

/**
 * The instant a feed's date means, ISO 8601; null where it cannot be read, or cannot be true (before the web, or more than two days ahead).
 * Reads RFC 822 as feeds write it (odd zones, wrong weekdays) and ISO 8601; a date without a zone is taken as UTC.
 */
export function readDate(text: string | null | undefined, now: Date): string | null {
  if (text == null) return null
  const cleaned = text
    .trim()
    .replace(/^[a-z]{3,9},?\s+(?=\d)/i, '')
    .replace(/\s+\(.*\)$/, '')
    .replace(/\b([A-Z]{1,4})$/, (zone) => zones[zone] ?? zone)
  const local =
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(cleaned) ||
    /^\d{1,2} [a-z]{3,9} \d{4} \d{1,2}:\d{2}(:\d{2})?$/i.test(cleaned)
  const time = Date.parse(
    local ? `${cleaned.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')}${cleaned.includes('-') ? 'Z' : ' GMT'}` : cleaned,
  )
  if (Number.isNaN(time) || time < earliest || time > now.getTime() + 2 * dayMs) return null
  return new Date(time).toISOString()
}
