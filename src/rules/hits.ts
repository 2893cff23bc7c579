/** Where a phrase of a list stands: tokens `from` (inclusive) to `to` (exclusive), within one sentence. */
export type Hit = { from: number; to: number }

/** Things found in a text, by the name of the list, in the order of the text. Lists of which nothing was found may be undefined. */
export type HitsByName = { get: (name: string) => readonly Hit[] | undefined }

/** Everything found in a text: by the name of the list, or faster by the number that the matcher gave it. */
export type Hits = HitsByName & { at: (list: number) => readonly Hit[] | undefined }

/** Those of some hits, in the order of the text, that begin within a span. */
export function hitsWithin(list: readonly Hit[] | undefined, { from, to }: Hit): readonly Hit[] {
  if (list === undefined) return none
  const first = firstFrom(list, from)
  let end = first
  while (end < list.length && (list[end]?.from ?? to) < to) end += 1
  return end === first ? none : list.slice(first, end)
}

/** The first of some hits, in the order of the text, that begins within a span. */
export function firstWithin(list: readonly Hit[], span: Hit | undefined): Hit | undefined {
  const first = span === undefined ? undefined : list[firstFrom(list, span.from)]
  return span !== undefined && first !== undefined && first.from < span.to ? first : undefined
}

/** How many of some hits, in the order of the text, begin before a word; found by halving, so that long documents cost no more per sentence. */
export function firstFrom(list: readonly Hit[], from: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.from ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

const none: readonly Hit[] = []

/** Whether a hit holds another and more. */
export function isLongerAround(a: Hit, b: Hit): boolean {
  return a.from <= b.from && a.to >= b.to && a.to - a.from > b.to - b.from
}
