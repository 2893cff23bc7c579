import { gradeWords } from './grade-words.ts'
import type { Grid } from './judgement-grid.ts'
import { joined, plainWords, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'

/** As much as a digest has room for. */
const mostCharacters = 1200
const mostParagraphs = 3
/** Below this the next paragraph is taken too, as far as there is room. */
const shortestSummary = 400
/** Fewer letters than this are a caption. */
const shortestParagraph = 60

/** What findings begin under, in documents that have such a heading. */
const opening =
  /^(?:executive summary|headline findings|summary of (?:key )?findings|key findings|summary|overview|findings|main findings|overall effectiveness|headline)[:.]?$/
/** Reports of before November 2013 have a grade below each heading, the overall one first. */
const gradeLine = /^grade [1-4] \((?:outstanding|good|adequate|inadequate)\)$/i
/** What comes after the first paragraphs. */
const ending =
  /^(?:what (?:needs|does the local authority need) to (?:be )?improved?|areas for (?:priority action|improvement)|areas covered by the visit|main findings|findings and evaluation of progress|recommendations?|contents|section \d|the experiences? and progress of|the impact of leaders on|information about this|next steps|yours sincerely|about this inspection|strengths\b|the local authority's strengths)/
/** What all reports say, or what belongs to the foot of a page. */
const boilerplate =
  /\bit is ofsted's expectation that|\bofsted produces this report under|\bfull description of what the inspection judgements mean|^the judgements on areas of the service|\bthis report includes the report of the inspection|^i am writing to|^the inspectors (?:were|for this)|^(?:between|on) .{0,60}, ofsted\b|^this letter summarises|^(?:her|his) majesty's inspectors for this|\bcrown copyright|\bwww\.|\bwas carried out (?:under|in line with)|^the overall judge?ment is|\bplease accept my thanks|^dear\b|^due to the .{0,60}pandemic, this/
const bullet = /^[\uf000-\uf0ff■▪●•◼◾–-]\s*|^\d{1,2}\.\s+|^\d{1,2}\.(?=\p{Lu})/u

/** The first paragraphs of findings, as plain text with an empty line between them. */
export function summaryOf(lines: readonly Line[], grid: Grid | null, isLetter: boolean): Reading<string> {
  const start = startOf(lines, grid, isLetter)
  const paragraphs: string[] = []
  let length = 0
  for (const paragraph of start === null ? [] : paragraphsFrom(lines, start)) {
    if (boilerplate.test(plainWords(paragraph)) || paragraph.length < shortestParagraph) continue
    const room = mostCharacters - length
    if (paragraphs.length === mostParagraphs || (length >= shortestSummary && paragraph.length > room)) break
    const part = paragraph.length > room ? wholeSentences(paragraph, room) : paragraph
    paragraphs.push(part)
    length += part.length
  }
  if (paragraphs.length === 0) return { value: null, why: 'no paragraph of findings was found' }
  return { value: paragraphs.join('\n\n') }
}

/** Reports under ILACS begin below the grid; others, and letters, under a heading. */
function startOf(lines: readonly Line[], grid: Grid | null, isLetter: boolean): number | null {
  if (grid?.scheme === 'ILACS') return grid.to
  const from = grid?.to ?? 0
  const heading = lines.findIndex(
    ({ text }, at) => at >= from && opening.test(plainWords(text)) && !isListed(lines, at),
  )
  if (heading >= 0) return heading + 1
  const named = lines.findIndex(
    ({ text }, at) => at >= from && /\bsummary of (?:key )?findings$/.test(plainWords(text)) && !isListed(lines, at),
  )
  if (named >= 0) return named + 1
  const graded = lines.findIndex(({ text }, at) => at >= from && gradeLine.test(text))
  if (graded >= 0) return graded + 1
  if (!isLetter) return grid === null ? null : grid.to
  const dear = lines.findIndex(({ text }) => /^dear\b/i.test(text))
  return dear < 0 ? null : dear + 2
}

/** In a list of contents, the next line is a heading too, with the number of its page. */
const isListed = (lines: readonly Line[], at: number) => / \d{1,3}$/.test(lines[at + 1]?.text ?? '')

function* paragraphsFrom(lines: readonly Line[], start: number): Generator<string> {
  let open: string[] = []
  let widest = 0
  for (const { text } of lines.slice(start)) {
    if (ending.test(plainWords(text))) break
    const isNew = bullet.test(text)
    if (isNew && open.length > 0) {
      yield joined(open)
      open = []
    }
    if (isNote(text)) continue
    open.push(text.replace(bullet, ''))
    widest = Math.max(widest, text.length)
    // The last line of a paragraph ends a sentence, and most often before the margin.
    if (/[.!?:]['’”"]?\d?$/.test(text) && text.length < widest * fullLine) {
      yield joined(open)
      open = []
    }
  }
  if (open.length > 0) yield joined(open)
}

/** A line that reaches so far towards the widest one is full. */
const fullLine = 0.85

/** The mark of a footnote that stands on a line of its own, or a grade left over from a table. */
const isNote = (text: string) => /^\d{1,2}$/.test(text) || gradeWords.has(text.toLowerCase())

/** As many whole sentences as there is room for. */
function wholeSentences(paragraph: string, most: number): string {
  const room = paragraph.slice(0, most)
  const end = Math.max(room.lastIndexOf('. '), room.lastIndexOf('? '), room.lastIndexOf('! '))
  return end > 0 ? room.slice(0, end + 1) : `${room.slice(0, room.lastIndexOf(' '))} …`
}
