import { plainWords, type Line } from './report-lines.ts'

/** The beginning of a document: what it says it is, before it says anything else. */
export type Front = {
  /** Of an inspection, the lines above its dates, inspector and grades; of a letter, those below "Dear …". */
  title: Line[]
  /** The same and what stands around it: a letterhead, the dates, the first lines below. */
  head: Line[]
  isLetter: boolean
}

/** A letterhead, names and an address fill less than this; a cover and a list of contents too. */
const longestHead = 60
/** The title of a letter, and the sentence that says what it is about. */
const titleOfLetter = 8
const longestTitle = 14

const salutation = /^dear\b/
const endOfTitle =
  /^(?:inspection dates?\b|dates? of (?:inspection|visit)|visit dates?\b|lead inspector|reporting inspector|report(?:ed)? published|published\b|judge?ments?(?: grades?)?$|age group|the overall judge?ment|1\. |contents$)/

/** Finds the beginning of a document in its lines. */
export function frontOf(lines: readonly Line[]): Front {
  const head = lines.slice(0, longestHead)
  const plain = head.map(({ text }) => plainWords(text))
  const dear = plain.findIndex((text) => salutation.test(text))
  if (dear >= 0) {
    const title = head.slice(dear + 1, dear + 1 + titleOfLetter)
    return { title, head: head.slice(0, dear + 1 + titleOfLetter), isLetter: true }
  }
  const end = plain.findIndex((text) => endOfTitle.test(text))
  const title = head.slice(0, end > 0 ? end : longestTitle)
  return { title, head, isLetter: false }
}
