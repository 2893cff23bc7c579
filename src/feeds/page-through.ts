import type { Found, SearchPage } from './search-page.ts'

/** Everything that was found until it ended, or until a page could not be had. */
export type PagedThrough<F> = {
  found: Found[]
  /** Whether these are all that the search finds. */
  isWhole: boolean
  /** What was left out, a sentence each. */
  faults: string[]
  /** Why a page could not be had; null when all were. */
  failure: F | null
}

type Paging<F> = {
  /** Asks for `count` results from a place in the list on. */
  ask: (start: number) => Promise<{ ok: true; page: SearchPage } | { ok: false; failure: F }>
  count: number
}

/** More are no list of news, whatever its total says. */
const mostRequests = 300

/** How often a list that moved while it was read is read from its beginning again. */
const mostRounds = 3

/**
 * Reads a list, newest first, to its end while it may move: what is published meanwhile moves it down, what is taken away moves it up, what is revised
 * goes to its top, and entries of the same second stand in any order. So each page begins with the end of the one before, and if it holds nothing
 * of that, the list moved up by more and the page before is asked for again; and as long as fewer were found than there are, all is read again.
 */
export async function pageThrough<F>({ ask, count }: Paging<F>): Promise<PagedThrough<F>> {
  const border = Math.max(1, Math.floor(count / 10))
  const found = new Map<string, Found>()
  /** Places in the list of those that cannot be read. */
  const unreadable = new Set<number>()
  const faults: string[] = []
  let failure: F | null = null
  let total = 0
  let requests = 0

  for (let round = 0; round < mostRounds; round += 1) {
    await readOnce()
    if (failure !== null || requests >= mostRequests || isComplete()) break
  }
  if (requests >= mostRequests)
    faults.push(`the search was left after ${mostRequests} pages, with ${found.size} of ${total} entries: narrow it`)
  else if (failure === null && !isComplete())
    faults.push(`the search says that it finds ${total} entries, and lists ${found.size}`)
  if (unreadable.size > 0) faults.push(`${unreadable.size} entries without link, title or date are left out`)
  return { found: [...found.values()], isWhole: failure === null && isComplete(), faults, failure }

  async function readOnce(): Promise<void> {
    let start = 0
    unreadable.clear()
    while (requests < mostRequests) {
      requests += 1
      const answer = await ask(start)
      if (!answer.ok) {
        failure = answer.failure
        return
      }
      const { results } = answer.page
      total = answer.page.total
      const isTied = start === 0 || results.some((result) => result === null || isKnown(result))
      results.forEach((result, at) => (result === null ? unreadable.add(start + at) : add(result)))
      if (results.length > 0 && !isTied) start = Math.max(0, start - (count - border))
      else if (results.length === 0 || start + results.length >= total) return
      else start += count - border
    }
  }

  function isComplete(): boolean {
    return found.size + unreadable.size >= total
  }

  function isKnown({ link, publicTimestamp }: Found): boolean {
    return found.get(link)?.publicTimestamp === publicTimestamp
  }

  function add(result: Found): void {
    const before = found.get(result.link)
    if (before === undefined || Date.parse(before.publicTimestamp) < Date.parse(result.publicTimestamp))
      found.set(result.link, result)
  }
}
