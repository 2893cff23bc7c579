import type { HitsByName } from './matcher.ts'
import type { Sentence, Tokens } from './tokens.ts'

/** Where a sentence stands. Clutter is what the page adds to the article: menus, related headlines, comments, adverts. */
export type Place = 'headline' | 'lead' | 'body' | 'clutter'

/** How much more a thing counts for what an article is about by where it is told. */
export const placeWeights: Readonly<Record<Place, number>> = { headline: 3, lead: 2, body: 1, clutter: 0 }

/** A line of fewer words is no paragraph of an article. */
const fewestWords = 8
/** A title of fewer words may be the name of a site or a section; the headline then stands below it. */
const fewestHeadlineWords = 5
const leadParagraphs = 2
/** What heads the rest of a page is short; a paragraph that begins "Elsewhere, ..." is longer, and part of the article. */
const longestRestHeading = 14

/**
 * Says of each sentence where it stands. Without a title, the first line that looks like a headline is one. A line that begins with a phrase of
 * `page.skip_line` is clutter; after one that begins with a phrase of `page.skip_rest`, below the first paragraphs, all the rest is.
 */
export function placeSentences(
  { tokens, sentences }: Tokens,
  hits: HitsByName,
  titleEnd: number,
  text: string,
): Place[] {
  const startsLine = (name: string) => new Set((hits.get(name) ?? []).map(({ from }) => from))
  const skipLine = startsLine('page.skip_line')
  const skipRest = startsLine('page.skip_rest')
  const places: Place[] = []
  let paragraph = -1
  let paragraphs = 0
  let place: Place = 'clutter'
  let isRest = false
  let hasHeadline = titleEnd >= 0 && (sentences.find(({ start }) => start < titleEnd)?.to ?? 0) >= fewestHeadlineWords

  for (const [index, sentence] of sentences.entries()) {
    if (sentence.paragraph !== paragraph) {
      paragraph = sentence.paragraph
      const line = lineOf(sentences, index)
      const inTitle = titleEnd >= 0 && sentence.start < titleEnd
      isRest ||= !inTitle && skipRest.has(sentence.from) && paragraphs >= 2 && line.words <= longestRestHeading
      const isMenu =
        (text.slice(line.start, line.end).match(/[|•»>]/g) ?? []).length >= 2 &&
        !/[.!?]["'”’]?\s*$/.test(text.slice(line.start, line.end))
      if (inTitle) place = 'headline'
      else if (isRest || isMenu || skipLine.has(sentence.from)) place = 'clutter'
      else if (
        line.words < fewestWords &&
        !hasHeadline &&
        line.words >= fewestHeadlineWords &&
        tokens[sentence.from]?.capital === true &&
        !/[.!?]$/.test(text.slice(line.start, line.end))
      ) {
        place = 'headline'
        hasHeadline = true
      } else if (line.words < fewestWords) place = paragraphs < leadParagraphs && line.words > 3 ? 'lead' : 'body'
      else if (!hasHeadline && paragraphs === 0 && !/[.!?]["'”’]?\s*$/.test(text.slice(line.start, line.end))) {
        place = 'headline'
        hasHeadline = true
      } else {
        place = paragraphs < leadParagraphs ? 'lead' : 'body'
        paragraphs += 1
      }
    }
    places.push(place)
  }
  return places
}

function lineOf(sentences: readonly Sentence[], first: number): { start: number; end: number; words: number } {
  const begin = sentences[first]
  if (begin === undefined) return { start: 0, end: 0, words: 0 }
  let last = begin
  for (let index = first + 1; sentences[index]?.paragraph === begin.paragraph; index += 1)
    last = sentences[index] ?? last
  return { start: begin.start, end: last.end, words: last.to - begin.from }
}
