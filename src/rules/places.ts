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
/** A longer line below an article goes on with it, however it ends. */
const longestTailLine = 24

/**
 * Says of each sentence where it stands. Without a title, the first line that looks like a headline is one. A line that begins with a phrase of
 * `page.skip_line` is clutter, and so are menus and readers' comments; after a comment, or a line that begins with a phrase of `page.skip_rest`,
 * below the first paragraphs, all the rest is.
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
  let hasHeadline =
    titleEnd >= 0 && (sentences.findLast(({ start }) => start < titleEnd)?.to ?? 0) >= fewestHeadlineWords

  const tail = tailOf(sentences, text)

  for (const [index, sentence] of sentences.entries()) {
    if (sentence.paragraph !== paragraph) {
      paragraph = sentence.paragraph
      const line = lineOf(sentences, index)
      const inTitle = titleEnd >= 0 && sentence.start < titleEnd
      const written = text.slice(line.start, line.end)
      const opensRest = skipRest.has(sentence.from) && line.words <= longestRestHeading
      isRest ||= !inTitle && paragraphs >= leadParagraphs && (opensRest || isComment(written) || index >= tail)
      if (inTitle) place = 'headline'
      else if (isRest || isMenu(written) || isComment(written) || skipLine.has(sentence.from)) place = 'clutter'
      else if (
        line.words < fewestWords &&
        !hasHeadline &&
        line.words >= fewestHeadlineWords &&
        tokens[sentence.from]?.capital === true &&
        !/[.!?]$/.test(written)
      ) {
        place = 'headline'
        hasHeadline = true
      } else if (line.words < fewestWords) place = paragraphs < leadParagraphs && line.words > 3 ? 'lead' : 'body'
      else if (!hasHeadline && paragraphs === 0 && !isEnded(written)) {
        place = 'headline'
        hasHeadline = true
      } else {
        place = paragraphs < leadParagraphs ? 'lead' : 'body'
        // The name of the site and the headline once more stand above an article.
        if (paragraphs > 0 || isEnded(written)) paragraphs += 1
      }
    }
    places.push(place)
  }
  return places
}

/** Whether a line ends as a sentence does. */
const isEnded = (line: string): boolean => /[.!?…]["'”’)]?\s*$/.test(line)

/** Links in a row ("Home · Mayor · Transport"), or the way to a page ("News > Politics > Kent"). */
const isMenu = (line: string): boolean => (line.match(/[|•·»>→]| \/ /g) ?? []).length >= 2 && !isEnded(line)

/** A reader's words behind a name and when or that they were written: "Anon says: shame", "ox4_dave 10:02 Shame". What is said at a meeting stands in quotes. */
const isComment = (line: string): boolean =>
  /^[-–•*\s]*[\w'’.-]+(?: [\w'’.-]+){0,2} (?:says|said|writes|wrote)(?::|\.{3}|…)\s*[^\s"'“‘]/.test(line) ||
  /^[-–•*\s]*(?:[a-z]\w*[\d_A-Z]\w*|[A-Z]\w+[\d_]\w*)\W+(?:\w{3,9} )?\d{1,2}[:.]\d{2}\b/.test(line)

/**
 * The first of the sentences that stand behind the article: behind the last line that is long, ends as a sentence does, or is signed by a council.
 * What a page adds there is short and has no full stop: "Torbay: first letter due", "Print this", "3 comments". A list that a line leads on to
 * is part of the article.
 */
function tailOf(sentences: readonly Sentence[], text: string): number {
  let tail = sentences.length
  for (let index = tail - 1; index >= 0; index -= 1) {
    if (sentences[index]?.paragraph === sentences[index - 1]?.paragraph) continue
    const { start, end, words } = lineOf(sentences, index)
    const written = text.slice(start, end)
    if (/[:;,]$/.test(written)) return sentences.length
    if (words > longestTailLine || /(?:\.|\bcouncil)["'”’)]?$/i.test(written)) break
    tail = index
  }
  return tail
}

function lineOf(sentences: readonly Sentence[], first: number): { start: number; end: number; words: number } {
  const begin = sentences[first]
  if (begin === undefined) return { start: 0, end: 0, words: 0 }
  let last = begin
  for (let index = first + 1; sentences[index]?.paragraph === begin.paragraph; index += 1)
    last = sentences[index] ?? last
  return { start: begin.start, end: last.end, words: last.to - begin.from }
}
