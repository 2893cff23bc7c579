import { type Characters, clause, kindAt, space, stop } from './characters.ts'

/** What stands between two words. Offsets are those of the text; -1 where there is no such thing. */
export type Gap = {
  /** Where a line ends: behind the last character before the line end that is no blank. */
  line: number
  /** Behind the marks that end a sentence, and the quotes and brackets that close behind them. */
  stop: number
  /** These marks are one full stop and nothing else, as after "Mr". */
  isDot: boolean
  /** A new clause may begin behind it. */
  breaks: boolean
}

/** Reads what stands from `start` to `end`, where there is no word. Linear. */
export function gapBetween(text: Characters, start: number, end: number): Gap {
  const gap: Gap = { line: -1, stop: -1, isDot: false, breaks: false }
  /** Behind the last character that is no blank. */
  let solid = start
  /** Marks before this were looked at together with those before them. */
  let tried = start
  for (let at = start; at < end; at += 1) {
    const code = text[at] ?? 0
    const kind = kindAt(text, at)
    if (code === newline && gap.line < 0) gap.line = solid
    if ((kind & space) === 0) solid = at + 1
    if ((kind & clause) !== 0 || (code === hyphen && isFree(text, at, start, end))) gap.breaks = true
    if ((kind & stop) !== 0 && gap.stop < 0 && at >= tried) {
      const marks = endOfRun(text, at, end, isStop)
      const closed = endOfRun(text, marks, end, isCloser)
      tried = closed
      if (closed < end && (kindAt(text, closed) & space) !== 0) {
        gap.stop = closed
        gap.isDot = closed === at + 1 && code === dot
      }
    }
  }
  return gap
}

const newline = 0x0a
const hyphen = 0x2d
const dot = 0x2e

/** A hyphen with blanks on both sides is a dash. */
function isFree(text: Characters, at: number, start: number, end: number): boolean {
  return at > start && at + 1 < end && (kindAt(text, at - 1) & space) !== 0 && (kindAt(text, at + 1) & space) !== 0
}

function endOfRun(text: Characters, at: number, end: number, isOne: (text: Characters, at: number) => boolean): number {
  let behind = at
  while (behind < end && isOne(text, behind)) behind += 1
  return behind
}

const isStop = (text: Characters, at: number): boolean => (kindAt(text, at) & stop) !== 0
const closers = new Set(['"', "'", '”', '’', ')', ']'].map((one) => one.charCodeAt(0)))
const isCloser = (text: Characters, at: number): boolean => closers.has(text[at] ?? 0)
