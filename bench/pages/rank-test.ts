/** How well one of two groups of times can be told from the other by how long it took. */
export type RankTest = {
  /** Chance that one drawn from the first group is larger than one of the second: 0.5 where nothing can be told. */
  auc: number
  /** 95 % of samples as large would have it between these (Hanley and McNeil, 1982). */
  low: number
  high: number
  /** Share of random divisions into two groups that are at least as far from 0.5. */
  p: number
}

/** Mann-Whitney's test, with the share found by dividing at random so often. */
export function rankTest(
  first: readonly number[],
  second: readonly number[],
  random: () => number,
  times = 2000,
): RankTest {
  const ranks = ranksOf([...first, ...second])
  const found = aucOf(ranks, first.length)
  let asFar = 0
  for (let time = 0; time < times; time += 1) {
    shuffle(ranks.values, first.length, random)
    if (Math.abs(aucOf(ranks, first.length) - 0.5) >= Math.abs(found - 0.5)) asFar += 1
  }
  const error = standardError(found, first.length, second.length)
  return { auc: found, low: found - 1.96 * error, high: found + 1.96 * error, p: (asFar + 1) / (times + 1) }
}

type Ranks = { values: Float64Array }

/** The rank of each value; equal ones share theirs. */
function ranksOf(values: number[]): Ranks {
  const order = values.map((_, at) => at).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1
    for (let at = from; at < to; at += 1) ranks[order[at] ?? 0] = (from + 1 + to) / 2
    from = to
  }
  return { values: ranks }
}

function aucOf({ values }: Ranks, size: number): number {
  let sum = 0
  for (let at = 0; at < size; at += 1) sum += values[at] ?? 0
  return (sum - (size * (size + 1)) / 2) / (size * (values.length - size))
}

/** Draws the first so many anew from all. */
function shuffle(values: Float64Array, size: number, random: () => number): void {
  for (let at = 0; at < size; at += 1) {
    const other = at + Math.floor(random() * (values.length - at))
    const kept = values[at] ?? 0
    values[at] = values[other] ?? 0
    values[other] = kept
  }
}

function standardError(auc: number, first: number, second: number): number {
  const q1 = auc / (2 - auc)
  const q2 = (2 * auc ** 2) / (1 + auc)
  const variance = auc * (1 - auc) + (first - 1) * (q1 - auc ** 2) + (second - 1) * (q2 - auc ** 2)
  return Math.sqrt(variance / (first * second))
}
