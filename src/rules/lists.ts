import type { Cast, Leader } from './cast.ts'

/** What stands between those named in a list. */
const listing = new Set(
  'and or nor the its his her their both a for as well of cllr coun councillor mr mrs ms sir dr'.split(' '),
)

function isListed({ reading: { tokens } }: Cast, first: Leader, second: Leader): boolean {
  return tokens.slice(first.to, second.from).every(({ word }) => listing.has(word))
}

/** A list of people ("the leader and Tony Smith, his cabinet member") is meant as a whole: the last of them and those right before. */
export function lastRun(cast: Cast, leaders: readonly Leader[]): Leader[] {
  const gap = leaders.findLastIndex((leader, index) => {
    const next = leaders[index + 1]
    return next !== undefined && !isListed(cast, leader, next)
  })
  return leaders.slice(gap + 1)
}

/** The first of a list, and those right after. */
export function firstRun(cast: Cast, leaders: readonly Leader[]): Leader[] {
  const gap = leaders.findIndex((leader, index) => {
    const next = leaders[index + 1]
    return next === undefined || !isListed(cast, leader, next)
  })
  return leaders.slice(0, gap + 1)
}

/** A line has fewer words than this to be one of a list, and a list fewer lines. */
const listWords = 16
const listLines = 20

/** Those named in the lines of a list: "It calls on the following to resign:". */
export function listBelow(cast: Cast, index: number): Leader[] {
  const found: Leader[] = []
  for (let at = index + 1; at <= index + listLines; at += 1) {
    const line = cast.reading.sentences[at]
    if (line === undefined || line.to - line.from >= listWords) break
    found.push(...cast.leadersIn(at))
  }
  return found
}
