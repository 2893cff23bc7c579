import type { Sentence, Token, Tokens } from './tokens.ts'

/** Whether one bare name follows on another, with "and", "&" or "or" between them and no comma: what is said of one goes for both. */
export function isPair({ tokens }: Tokens, first: { to: number }, second: { from: number }): boolean {
  const between = tokens.slice(first.to, second.from)
  return (
    second.from >= first.to &&
    tokens[second.from]?.sentence === tokens[first.to - 1]?.sentence &&
    between.every(({ word }) => word === 'and' || word === 'or') &&
    between.length <= 1 &&
    tokens[first.to]?.breaks === false &&
    tokens[second.from]?.breaks === false &&
    tokens[first.to - 1]?.word !== 'council'
  )
}

/** Whether words of a council or of its services stand right behind a name. */
export function followedByBody(tokens: readonly Token[], at: number): boolean {
  return ["'s", 'council', 'borough', 'children', 'city', 'county'].includes(tokens[at]?.word ?? '')
}

const titles = new Set(
  'mr mrs ms miss dr cllr councillor sir dame lord lady baroness professor prof judge inspector captain sgt duke duchess earl'.split(
    ' ',
  ),
)

/** A capitalised word right before a one-word name makes it a surname, unless all words are written so, as headlines may be. */
export function isPerson(tokens: readonly Token[], from: number, sentence: Sentence): boolean {
  const before = tokens[from - 1]
  if (before === undefined || from === sentence.from || tokens[from]?.breaks === true) return false
  if (titles.has(before.word)) return true
  if (followedByBody(tokens, from + 1) || !before.capital || before.word.length < 3 || from - 1 === sentence.from)
    return false
  const all = tokens.slice(sentence.from, sentence.to)
  const capitals = all.filter(({ capital }) => capital).length
  return (
    capitals < all.length * 0.6 &&
    !/^(north|south|east|west|greater|central|mid|ofsted|labour|tory|conservative|government|dfe|whitehall|council|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(
      before.word,
    )
  )
}
