/** What was read, or null and why it could not be. */
export type Reading<T> = { value: T; why?: never } | { value: null; why: string }

/** The value; where there is none, the reason goes to `refuse`. */
export function valueOr<T>(reading: Reading<T>, refuse: (why: string) => void): T | null {
  if (reading.why === undefined) return reading.value
  refuse(reading.why)
  return null
}
