/** What the reader of a table may compare: the middle of several rounds, after rounds in which the program warms up. Milliseconds. */
export function medianOf(work: () => void, { warmUp, rounds }: { warmUp: number; rounds: number }): number {
  for (let round = 0; round < warmUp; round += 1) work()
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  }).toSorted((a, b) => a - b)
  return times[rounds >> 1] ?? 0
}
