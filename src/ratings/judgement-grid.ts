import type { Area } from './area.ts'
import type { Verdict } from './grade-words.ts'
import { labelsAndVerdicts, tableWords, type LabelsAndVerdicts, type Scheme } from './judgement-labels.ts'
import type { Line } from './report-lines.ts'

export type Grid = {
  scheme: Scheme
  verdicts: Map<Area, Verdict>
  /** Areas whose row stands there and cannot be read, with the reason. */
  unread: Map<Area, string>
  /** The numbers of its first line and of the line after its last. */
  from: number
  to: number
}

/** Grades stand on the first page; a cover and a list of contents may come before it. */
const pagesWithGrids = 4
/** Other lines that may stand within a grid: a footnote, a page number that is more than a number. */
const mostBetween = 2
/** A grid has at least this many judgements; fewer names of judgements in a row are a heading. */
const fewestLabels = 3

/**
 * Finds the table of judgements and grades. It is a run of lines that hold nothing but names of judgements and words of grades; where each name has one
 * grade they belong together in order of print, wherever on the lines they stand. Null where there is no table.
 */
export function readGrid(lines: readonly Line[]): Grid | null {
  for (const run of runsOf(lines)) {
    const read = readRun(lines, run)
    // A list of contents has the names and no grades.
    if (read !== null && read.labels.length >= fewestLabels && read.verdicts.length > 0) return gridOf(read)
  }
  return null
}

type Run = { from: number; to: number }
type Read = LabelsAndVerdicts & Run

/** Where lines of a table follow each other, with few others between them. */
function runsOf(lines: readonly Line[]): Run[] {
  const runs: Run[] = []
  for (const [at, { text, page }] of lines.entries()) {
    if (page > pagesWithGrids) break
    if (tableWords(text) === null) continue
    const last = runs.at(-1)
    if (last?.to === at) last.to = at + 1
    else runs.push({ from: at, to: at + 1 })
  }
  return runs.map((run, index) => {
    let { to } = run
    for (const next of runs.slice(index + 1)) {
      // Past other lines, a name of a judgement shows that the table goes on; a grade alone may end a sentence.
      if (next.from - to > mostBetween || !beginsWithLabel(lines, next)) break
      to = next.to
    }
    return { from: run.from, to }
  })
}

function beginsWithLabel(lines: readonly Line[], run: Run): boolean {
  const read = readRun(lines, run)
  return read !== null && read.labels[0]?.from === 0
}

/**
 * Reads a run of lines. Words of grades at its beginning that are too many belong to a sentence before: "Children's services in Kent are / inadequate",
 * "… require improvement / to be good".
 */
function readRun(lines: readonly Line[], { from, to }: Run): Read | null {
  let widest: Read | null = null
  for (let start = from; start < to; start += 1) {
    const read = labelsAndVerdicts(lines.slice(start, to).flatMap(({ text }) => tableWords(text) ?? []))
    if (read !== null && read.labels.length < (widest?.labels.length ?? 0)) break
    if (read !== null && read.verdicts.length <= read.labels.length) return { ...read, from: start, to }
    if (read !== null) widest ??= { ...read, from: start, to }
    if (beginsName(lines[start]?.text ?? '')) break
  }
  return widest
}

/** Nothing of a sentence before can follow the first name of a judgement. */
const beginsName = (text: string) => (labelsAndVerdicts(tableWords(text) ?? [])?.labels.length ?? 0) > 0

function gridOf({ labels, verdicts, scheme, from, to }: Read): Grid {
  const grid: Grid = { scheme, verdicts: new Map(), unread: new Map(), from, to }
  const isEven = labels.length === verdicts.length
  for (const [index, { area, from: start, text }] of labels.entries()) {
    if (area === null) continue
    if (grid.verdicts.has(area) || grid.unread.has(area)) {
      grid.verdicts.delete(area)
      grid.unread.set(area, 'its row stands twice in the table')
      continue
    }
    // Where a row lacks its grade, only what stands between this name and the next can be this one's.
    const own = verdicts.filter(({ at }) => at > start && at < (labels[index + 1]?.from ?? Infinity))
    const [verdict, ...others] = isEven ? verdicts.slice(index, index + 1) : own
    if (verdict !== undefined && others.length === 0) grid.verdicts.set(area, verdict.verdict)
    else
      grid.unread.set(
        area,
        `the table has ${labels.length} judgements and ${verdicts.length} grades, and which belongs to "${text}" cannot be told`,
      )
  }
  return grid
}
