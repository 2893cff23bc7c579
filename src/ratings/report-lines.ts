/** One printed line: clean text, and the number of its page, from 1. */
export type Line = { text: string; page: number }

/**
 * The lines of a report as a reader sees them: one kind of space, ligatures and hyphens as letters and hyphens, no page numbers, and the running
 * headers and footers only where they stand first.
 */
export function linesOf(pages: readonly string[]): Line[] {
  const printed = pages.map((page, index) =>
    cleaned(page)
      .split('\n')
      .map((text) => ({ text: text.replace(/ +/g, ' ').trim(), page: index + 1 }))
      .filter(({ text }) => text !== ''),
  )
  const repeated = repeatedAtEdges(printed)
  const front = keyOf(joined((printed[0] ?? []).map(({ text }) => text)))
  const known = new Set<string>()
  return printed.flatMap((lines) =>
    lines.filter(({ text, page }, at) => {
      if (pageNumber.test(text)) return false
      if (!isEdge(at, lines.length)) return true
      if (page > 1 && daysAndPage.test(text)) return false
      const key = keyOf(text)
      if (page > 1) return !repeated.has(key) && !(titled.test(key) && front.includes(key))
      const isFirst = !known.has(key)
      known.add(key)
      return isFirst || !repeated.has(key)
    }),
  )
}

/** For matching: lower case, one kind of apostrophe and one of dash. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/[–—−‐‑‒]/g, '-')
}

/** Lines made one text again: a hyphen at the end of a line stays, and takes no space. */
export function joined(lines: readonly string[]): string {
  const withGaps = lines.map((line, at) => {
    const before = lines[at - 1]
    return before === undefined || /\p{L}-$/u.test(before.slice(-4)) ? line : ` ${line}`
  })
  return withGaps.join('')
}

/** U+FFFE is how PDFium writes a hyphen at the end of a line, and joins the next line to it. */
function cleaned(page: string): string {
  return page
    .replace(/\r\n?|[\u2028\u2029\u0085\f\v]/g, '\n')
    .replace(/\ufffe/g, '-')
    .replace(/\u00ad[ \t]*\n[ \t]*/g, '')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[^\S\n]|[\x00-\x09\x0e-\x1f\x7f-\x9f\ufffd]/g, ' ')
}

const pageNumber = /^(?:page )?\d{1,3}(?: (?:of|\/) \d{1,3})?$/i
/** "20 to 31 January 2025 2": the days of the inspection and a page number, below the title of each page. */
const daysAndPage = /^\d{1,2}\b[\w ,–—-]*\b(?:19|20)\d\d(?: \d{1,3})?$/

/** A header repeats the title of the first page, there on two lines perhaps. */
const titled = /\b(?:inspection|visit)\b/

/** Headers and footers are in the first and the last lines of a page. */
const edge = 3
const isEdge = (at: number, count: number) => at < edge || at >= count - edge

/** Shorter lines repeat by chance. */
const shortestHeader = 8

function repeatedAtEdges(pages: readonly Line[][]): Set<string> {
  const seen = new Map<string, number>()
  for (const lines of pages) {
    const keys = new Set(lines.filter((_, at) => isEdge(at, lines.length)).map(({ text }) => keyOf(text)))
    for (const key of keys) if (key.length >= shortestHeader) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  return new Set([...seen].filter(([, count]) => count > 1).map(([key]) => key))
}

/** What a header says on every page, whatever the page's number. */
const keyOf = (text: string) =>
  plainWords(text)
    .replace(/[\d ]+/g, ' ')
    .trim()
