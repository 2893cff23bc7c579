const weekMs = 7 * 86_400_000

/** How many of these instants lie in each of the last weeks, the oldest first; the last week ends now. */
export function weeklyCounts(instants: readonly Date[], now: Date, weeks: number): number[] {
  const counts = Array.from({ length: weeks }, () => 0)
  for (const instant of instants) {
    const back = Math.floor((now.getTime() - instant.getTime()) / weekMs)
    const index = weeks - 1 - Math.max(0, back)
    if (counts[index] !== undefined) counts[index] += 1
  }
  return counts
}
