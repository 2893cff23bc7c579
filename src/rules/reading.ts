import type { Document } from './finding.ts'
import type { RuleSet } from './load.ts'
import { hitsWithin } from './hits.ts'
import { match, type Hit, type Hits } from './matcher.ts'
import { findMentions, type Mention } from './names.ts'
import { findDates } from './dates.ts'
import { findPeople, type Person } from './people.ts'
import { placeSentences, type Place } from './places.ts'
import { sectionsOf } from './sections.ts'
import { tokenise, type Sentence, type Token, type Tokens } from './tokens.ts'

/** One document with everything the rules look at, found once: words, sentences, names, and each phrase of each rule. */
export type Reading = {
  /** `title + "\n" + text`: what offsets count in. */
  text: string
  tokens: readonly Token[]
  sentences: readonly Sentence[]
  /** Of each sentence: headline, first paragraphs, below; or no part of the article at all. */
  places: readonly Place[]
  mentions: readonly Mention[]
  /** Mentions by sentence. */
  mentionsIn: readonly (readonly Mention[])[]
  /** The authorities the article is about, most weight first. */
  ranking: readonly { authority: string; weight: number }[]
  /** Of each sentence: the authorities below whose name it stands in a round-up, or null. */
  sections: readonly (readonly string[] | null)[]
  people: readonly Person[]
  hits: Hits
  published: Date | null
}

type Text = Pick<Document, 'title' | 'text' | 'published'>

/** A document as far as its words and the authorities it names: half the work, and of most documents enough to know that no rule is about them. */
export type Opening = { whole: string; titleEnd: number; split: Tokens; when: Date | null; mentions: Mention[] }

/** Reads a document with a set of rules. Any text will do; what cannot be read as a date is no date. */
export function readDocument(ruleSet: RuleSet, document: Text): Reading {
  return readOn(ruleSet, openDocument(ruleSet, document))
}

/** The first half of `readDocument`. */
export function openDocument(ruleSet: RuleSet, { title, text, published }: Text): Opening {
  const whole = `${title}\n${text}`
  const split = tokenise(whole, ruleSet.lexicon)
  const when = dateOf(published)
  const mentions = findMentions(ruleSet.names, split, when)
  return { whole, titleEnd: title.trim() !== '' ? title.length : -1, split, when, mentions }
}

/** The second half of `readDocument`; an opening serves once. */
export function readOn(ruleSet: RuleSet, { whole, titleEnd, split, when, mentions }: Opening): Reading {
  const people = findPeople(whole, split, mentions)
  const { past, recent } = findDates(split, when)
  const given = new Map<string, readonly Hit[]>([
    ['authority', mentions],
    ['person', people],
    ['past-date', past],
    ['recent-date', recent],
  ])
  const hits = match(ruleSet.phrases, split, given)
  const places = placeSentences(split, hits, titleEnd, whole)
  const mentionsIn: Mention[][] = split.sentences.map(() => [])
  for (const mention of mentions) mentionsIn[split.tokens[mention.from]?.sentence ?? 0]?.push(mention)
  settlePosts(mentions, rank(mentionsIn, places))
  const ranking = rank(mentionsIn, places)
  return {
    text: whole,
    tokens: split.tokens,
    sentences: split.sentences,
    places,
    mentions,
    mentionsIn,
    ranking,
    sections: sectionsOf(split, mentionsIn, places),
    people,
    hits,
    published: when,
  }
}

/** The index of the sentence in which a hit stands. */
export function sentenceOf({ tokens }: Pick<Reading, 'tokens'>, { from }: Pick<Hit, 'from'>): number {
  return tokens[from]?.sentence ?? 0
}

/** Hits of a list that begin within one sentence, or part of it. */
export function hitsIn(hits: Hits, name: string, span: Pick<Sentence, 'from' | 'to'>): readonly Hit[] {
  return hitsWithin(hits.get(name), span)
}

/**
 * "The director of children's services at Kent" is what an article on Kent calls its director, and what one on Birmingham tells of a new
 * commissioner: where another authority is clearly first, such a name is one in passing.
 */
function settlePosts(mentions: readonly Mention[], ranking: Reading['ranking']): void {
  const most = ranking[0]?.weight ?? 0
  for (const mention of mentions) {
    const isMinor = mention.authorities.every(
      (name) => (ranking.find(({ authority }) => authority === name)?.weight ?? 0) < most / 2,
    )
    if (mention.post && isMinor) mention.aside = true
    mention.post = false
  }
}

function rank(mentionsIn: readonly (readonly Mention[])[], places: readonly Place[]): Reading['ranking'] {
  const weights = new Map<string, number>()
  for (const [index, mentions] of mentionsIn.entries()) {
    const place = { headline: 4, lead: 2, body: 1, clutter: 0 }[places[index] ?? 'body']
    for (const { authorities, sure, aside, post } of mentions) {
      const weight = place * (aside || post ? 0.2 : sure ? 1.5 : 1)
      for (const authority of authorities) weights.set(authority, (weights.get(authority) ?? 0) + weight)
    }
  }
  return [...weights]
    .map(([authority, weight]) => ({ authority, weight }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
}

function dateOf(published: string | null | undefined): Date | null {
  const time = Date.parse(published ?? '')
  return Number.isNaN(time) ? null : new Date(time)
}
