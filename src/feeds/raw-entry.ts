/** An entry as its feed wrote it: text that may be HTML, dates that may be wrong. */
export type RawEntry = {
  title: string | null
  link: string | null
  id: string | null
  published: string | null
  updated: string | null
  summary: string | null
  content: string | null
  /** Whom an aggregator names as the publisher. */
  publisher: string | null
  /** What its relative link starts from, where it differs from the rest of the feed. */
  base: string | null
}

/** Pages before data: of several addresses of an entry, the one with the lowest rank is for people. */
export const rankOf = (mediaType: string | undefined): number =>
  mediaType === undefined ? 1 : /html/i.test(mediaType) ? 0 : 2

/** What a feed holds. */
export type RawFeed = {
  entries: RawEntry[]
  /** How long the feed asks not to be asked again (`ttl`). */
  ttlMs: number | null
  /** What its relative links start from, where it says so; else that is the feed's own address. */
  base: string | null
  /** What was broken or left out, a sentence each. */
  faults: string[]
  /** False where the answer ends in the middle: what is missing may be had by asking again. */
  isWhole: boolean
}

/** Entries that are read of one answer at most: no feed has more, and half a million of them, a few bytes each, would hold up everything else. */
export const mostRead = 20_000
