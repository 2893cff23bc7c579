import type { Authorities, Authority } from './authorities.ts'
import type { Lexicon } from './lexicon.ts'
import { compileMatcher, findAll, type Matcher } from './matcher.ts'
import { readPhrase, type Step } from './phrase.ts'
import type { RulesFile } from './rules-file.ts'
import { followedByBody, isPair, isPerson } from './name-neighbours.ts'
import { words, type Tokens } from './tokens.ts'

/** An authority named in the text, tokens `from` to `to`. A trust of several authorities names them all. */
export type Mention = {
  authorities: string[]
  from: number
  to: number
  /** Named with "Council" or the like, or by more than one word: it cannot be a surname or a common word. */
  sure: boolean
  /** A town or district that stands for its authority where nothing else does. */
  town: boolean
  /** Named as where somebody has, or had, a post: "director of children's services at Kent". */
  post: boolean
  /** Named only in passing: as a neighbour, an example, a former employer. */
  aside: boolean
}

/** Finds the names of authorities, and what shows that a name is not one. Made by `nameMatcher`. */
export type NameMatcher = {
  matcher: Matcher
  authorities: Authorities
  /** Whose names the lists of the matcher hold, by the number of the list: in the order of the authorities, their towns after them. */
  owners: readonly { list: number; authority: Authority; town: boolean }[]
  /** The numbers of the lists of what stands beside a name. */
  notBefore: number
  notAfter: number
  aside: number
  asideAfter: number
  post: number
  /** Names that are also common words, and those that count only as bodies. */
  commonWords: ReadonlySet<string>
  bodiesOnly: ReadonlySet<string>
}

const listed = (authority: Authority) => `@${authority.name}`
const town = (authority: Authority) => `#${authority.name}`

/** Compiles the names of all authorities, and the words beside a name that show it to be something else. */
export function nameMatcher(
  authorities: Authorities,
  rules: RulesFile,
  irregular: ReadonlyMap<string, readonly string[]>,
  lexicon: Lexicon,
): NameMatcher {
  const lists = new Map<string, Step[][]>()
  const literal = (name: string) => words(name).map((word) => ({ word }))
  for (const authority of authorities.list) {
    const names = [baseName(authority.name), ...authority.aliases].flatMap((name) => [
      name,
      name.replace(/ & /g, ' and '),
    ])
    lists.set(listed(authority), names.map(literal))
    if (authority.towns.length > 0) lists.set(town(authority), authority.towns.map(literal))
  }
  for (const [name, phrases] of [
    ['not-before', rules.names.not_before],
    ['not-after', rules.names.not_after],
    ['aside', rules.names.asides],
    ['post', rules.names.posts],
    ['aside-after', rules.names.asides_after],
  ] as const) {
    lists.set(
      name,
      phrases.flatMap((phrase) => {
        const read = readPhrase(phrase, irregular)
        return read.ok ? [read.steps] : []
      }),
    )
  }
  const matcher = compileMatcher(lists, lexicon)
  const numberOf = (name: string) => matcher.lists.get(name) ?? -1
  const owners = authorities.list.flatMap((authority) => [
    { list: numberOf(listed(authority)), authority, town: false },
    ...(authority.towns.length > 0 ? [{ list: numberOf(town(authority)), authority, town: true }] : []),
  ])
  return {
    matcher,
    authorities,
    owners,
    notBefore: numberOf('not-before'),
    notAfter: numberOf('not-after'),
    aside: numberOf('aside'),
    asideAfter: numberOf('aside-after'),
    post: numberOf('post'),
    commonWords: new Set(rules.names.words),
    bodiesOnly: new Set(rules.names.bodies_only),
  }
}

/**
 * Every authority the text names, in order. The longest name wins its words; names in lower case, surnames ("Ms Kent") and other bodies
 * ("Kent Police") are left out. Former authorities give way to their successors where the document is newer than their end.
 */
export function findMentions(names: NameMatcher, text: Tokens, published: Date | null): Mention[] {
  const { commonWords, bodiesOnly } = names
  const { tokens, sentences } = text
  const found = findAll(names.matcher, text, noHits)
  const endsOf = (list: number) => new Set(found[list]?.map(({ to }) => to))
  const startsOf = (list: number) => new Set(found[list]?.map(({ from }) => from))
  const beforeEnds = endsOf(names.notBefore)
  const asideEnds = endsOf(names.aside)
  const asideStarts = startsOf(names.asideAfter)
  const postEnds = endsOf(names.post)
  const afterStarts = startsOf(names.notAfter)

  type Candidate = { from: number; to: number; names: string[]; town: boolean }
  const candidates = new Map<number, Candidate>()
  for (const { list, authority, town: isTown } of names.owners) {
    const hits = found[list]
    if (hits === undefined) continue
    const current = currentNames(authority, names.authorities, published)
    for (const { from, to } of hits) {
      const span = from * 1000 + to - from
      const known = candidates.get(span)
      if (known === undefined) candidates.set(span, { from, to, names: current, town: isTown })
      else if (known.town && !isTown) Object.assign(known, { names: current, town: false })
      else if (known.town === isTown) known.names = [...new Set([...known.names, ...current])]
    }
  }
  const ordered = [...candidates.values()].toSorted((a, b) => a.from - b.from || b.to - a.to)
  const mentions: (Mention & { dropped: boolean })[] = []
  let taken = 0
  for (const { from, to, names: authorities, town: isTown } of ordered) {
    if (from < taken) continue
    const first = tokens[from]
    const sentence = sentences[first?.sentence ?? 0]
    if (first === undefined || sentence === undefined || !first.capital) continue
    taken = to
    const sure = to - from > 1
    if (
      !sure &&
      (isPerson(tokens, from, sentence) ||
        (commonWords.has(first.word) && from === sentence.from && !followedByBody(tokens, to)))
    )
      continue
    const before = mentions.findLast(({ dropped }) => !dropped)
    const inList = before !== undefined && from - before.to <= 1
    if (!sure && bodiesOnly.has(first.word) && !inList && !followedByBody(tokens, to)) continue
    // What ends or begins at the name in a neighbouring sentence is none of its business.
    const isBefore = (ends: ReadonlySet<number>) => from > sentence.from && ends.has(from)
    const isAfter = (starts: ReadonlySet<number>, at: number) => at < sentence.to && starts.has(at)
    const possessive = tokens[to]?.word === "'s" ? 1 : 0
    const isOther = isAfter(afterStarts, to) || isAfter(afterStarts, to + possessive)
    const mention = {
      authorities,
      from,
      to,
      sure,
      town: isTown,
      post: isBefore(postEnds),
      aside: isBefore(asideEnds) || isAfter(asideStarts, to),
      dropped: isBefore(beforeEnds) || isOther,
    }
    const last = mentions.at(-1)
    if (last !== undefined && isPair(text, last, mention)) {
      // "Unlike Leeds and Bradford", "borders Kent and Essex"; "Devon and Cornwall Police".
      mention.aside ||= last.aside
      mention.dropped ||= last.dropped
      last.dropped ||= isOther
    }
    mentions.push(mention)
  }
  const kept = mentions.filter(({ dropped }) => !dropped)
  // A name that is a word or a surname counts where the article also names the body itself, or where nothing speaks against it.
  const anyListed = kept.some((mention) => !mention.town)
  return kept.filter((mention) => !(mention.town && anyListed))
}

const noHits = { get: () => undefined }

function currentNames(authority: Authority, authorities: Authorities, published: Date | null): string[] {
  const isOver =
    authority.former &&
    authority.until !== null &&
    published !== null &&
    published.getTime() >= Date.parse(authority.until)
  const name = baseName(authority.name)
  // "Dorset" is Dorset, also where a county council of that name once was.
  if (!isOver || authorities.get(name)?.former === false) return [name]
  return authority.successor.flatMap((name) => {
    const next = authorities.get(name)
    return next === undefined ? [] : [next.name]
  })
}

/** "Dorset (county council to 2019)" is Dorset to whoever reads of it. */
export function baseName(name: string): string {
  return name.replace(/ \(.*\)$/, '')
}
