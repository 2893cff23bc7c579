/** A day as ISO 8601; null for one that no calendar has, such as the 31st of April or a day of the 13th month. */
export function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1
  return isReal ? date.toISOString().slice(0, 10) : null
}
