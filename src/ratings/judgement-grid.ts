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
/** Four pages have no more lines. */
const mostLookedAt = 300
/** Other lines that may stand within a grid: a footnote, a page number that is more than a number. */
const mostBetween = 2
/** Five names and grades, two words on a line, take fewer lines. */
const mostLines = 80
/** A grid has at least this many judgements; fewer names of judgements in a row are a heading. */
const fewestLabels = 3

/**
 * Finds the table of judgements and grades. It is a run of lines that hold nothing but names of judgements and words of grades; where each name has one
 * grade they belong together in order of print, wherever on the lines they stand. Null where there is no table.
 */
export function readGrid(lines: readonly Line[]): Grid | null {
  const table = lines
    .slice(0, mostLookedAt)
    .filter(({ page }) => page <= pagesWithGrids)
    .map(({ text }) => tableWords(text))
  for (const run of runsOf(table)) {
    const read = readRun(table, run)
    // A list of contents has the names and no grades.
    if (read !== null && read.labels.length >= fewestLabels && read.verdicts.length > 0) return gridOf(read)
  }
  return null
}

/** The words of each line that may belong to a table. */
type Table = readonly (readonly string[] | null)[]
type Run = { from: number; to: number }
type Read = LabelsAndVerdicts & Run

/** Where lines of a table follow each other, with few others between them. */
function runsOf(table: Table): Run[] {
  const runs: Run[] = []
  for (const [at, words] of table.entries()) {
    if (words === null) continue
    const last = runs.at(-1)
    if (last?.to === at) last.to = at + 1
    else runs.push({ from: at, to: at + 1 })
  }
  return runs.map((run, index) => {
    let { to } = run
    for (const next of runs.slice(index + 1)) {
      if (next.from - to > mostBetween || !goesOn(table, { from: run.from, to }, next)) break
      to = next.to
    }
    return { from: run.from, to }
  })
}

/**
 * True where a table goes on past other lines: a name of a judgement shows it, while a grade alone may end a sentence. Where every name has its grade
 * already, a name without one is not of the table: "Children who need help and protection / wait too long".
 */
function goesOn(table: Table, before: Run, next: Run): boolean {
  if (next.to - before.from > mostLines) return false
  const [read, more] = [readRun(table, before), readRun(table, next)]
  if (more === null || more.labels[0]?.from !== 0) return false
  return read === null || !isEven(read) || (isEven(more) && (read.labels.length === 0 || read.scheme === more.scheme))
}

const isEven = ({ labels, verdicts }: LabelsAndVerdicts) => labels.length === verdicts.length

/**
 * Reads a run of lines. Words of grades at its beginning that are too many belong to a sentence before: "Children's services in Kent are / inadequate",
 * "… require improvement / to be good".
 */
function readRun(table: Table, { from, to }: Run): Read | null {
  if (to - from > mostLines) return null
  let widest: Read | null = null
  for (let start = from; start < to; start += 1) {
    const read = labelsAndVerdicts(table.slice(start, to).flatMap((words) => words ?? []))
    if (read !== null && read.labels.length < (widest?.labels.length ?? 0)) break
    if (read !== null && read.verdicts.length <= read.labels.length) return { ...read, from: start, to }
    if (read !== null) widest ??= { ...read, from: start, to }
    if (beginsName(table[start] ?? [])) break
  }
  return widest
}

/** Nothing of a sentence before can follow the first name of a judgement. */
const beginsName = (words: readonly string[]) => (labelsAndVerdicts(words)?.labels.length ?? 0) > 0

function gridOf(read: Read): Grid {
  const { labels, verdicts, scheme, from, to } = read
  const hasEach = isEven(read)
  const grid: Grid = { scheme, verdicts: new Map(), unread: new Map(), from, to }
  for (const [index, { area, from: start, text }] of labels.entries()) {
    if (area === null) continue
    if (grid.verdicts.has(area) || grid.unread.has(area)) {
      grid.verdicts.delete(area)
      grid.unread.set(area, 'its row stands twice in the table')
      continue
    }
    // Where a row lacks its grade, only what stands between this name and the next can be this one's.
    const own = isLabelFirst(read)
      ? verdicts.filter(({ at }) => at > start && at < (labels[index + 1]?.from ?? Infinity))
      : []
    const [verdict, ...others] = hasEach ? verdicts.slice(index, index + 1) : own
    if (verdict !== undefined && others.length === 0) grid.verdicts.set(area, verdict.verdict)
    else
      grid.unread.set(
        area,
        `the table has ${labels.length} judgements and ${verdicts.length} grades, and which belongs to "${text}" cannot be told`,
      )
  }
  return grid
}

/** A table that begins with a name and ends with a grade has the grades after the names; of any other, either may be. */
const isLabelFirst = ({ labels, verdicts }: Read) =>
  (labels[0]?.from ?? 0) < (verdicts[0]?.at ?? 0) && (labels.at(-1)?.from ?? 0) < (verdicts.at(-1)?.at ?? 0)
