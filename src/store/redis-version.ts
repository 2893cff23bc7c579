/** Whether a version such as `7.0.15` is `6.2` or newer, number by number. One that cannot be read is not. */
export function atLeast(version: string, wanted: string): boolean {
  const have = version.split('.').map(Number)
  const want = wanted.split('.').map(Number)
  if (have.some(Number.isNaN)) return false
  for (const [index, number] of want.entries()) {
    const difference = (have[index] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  return true
}
