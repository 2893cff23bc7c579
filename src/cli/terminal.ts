import type { Io } from './io.ts'

/** How commands speak: results to stdout, faults to stderr, progress only where somebody watches. */
export type Screen = {
  /** Whole lines to stdout. */
  print: (text: string) => void
  /** Whole lines to stderr, of which none steers the terminal. */
  complain: (text: string) => void
  /** A table to stdout, cut to the width of a terminal, whole in a pipe. The column `whole`, of ids, is never cut. */
  table: (headers: string[], rows: string[][], whole?: string) => void
  /** Shows one passing line on a terminal, in the place of the one before; null takes it away. Nothing in a pipe. */
  progress: (text: string | null) => void
  /** Colours for stdout: plain text in a pipe, or with NO_COLOR (https://no-color.org). */
  paint: Record<Colour, (text: string) => string>
}

type Colour = keyof typeof codes
const codes = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33' } as const

export function createScreen({ stdout, stderr, env }: Pick<Io, 'stdout' | 'stderr' | 'env'>): Screen {
  const isColoured = stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  const colour = (code: string) => (text: string) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text)
  const paint = {
    bold: colour(codes.bold),
    dim: colour(codes.dim),
    red: colour(codes.red),
    green: colour(codes.green),
    yellow: colour(codes.yellow),
  }
  let isShowing = false
  const clear = () => {
    if (isShowing) stderr.write('\r\x1b[2K')
    isShowing = false
  }
  return {
    paint,
    print(text) {
      clear()
      stdout.write(`${text}\n`)
    },
    complain(text) {
      clear()
      // Faults quote what was found, and that may be anything.
      stderr.write(`${text.split('\n').map(plain).join('\n')}\n`)
    },
    table(headers, rows, whole) {
      clear()
      const lines = table(headers, rows, { columns: stdout.isTTY ? stdout.columns : Infinity, whole }).split('\n')
      stdout.write(`${[paint.bold(lines[0] ?? ''), ...lines.slice(1)].join('\n')}\n`)
    },
    progress(text) {
      clear()
      if (text === null || !stderr.isTTY) return
      stderr.write(`\r\x1b[2K${plain(text).slice(0, stderr.columns - 1)}`)
      isShowing = true
    },
  }
}

const gap = '  '
const narrowest = 8
/** Columns narrower than this say too little to stand beside a long id. */
const readable = 16

type Width = { columns?: number; whole?: string | undefined }

/**
 * Lines up cells under headers; where that is wider than `columns`, the widest columns are cut. The column `whole` is never cut: where it
 * leaves the others no room, it gets a line of its own under each row. No line break at the end.
 */
export function table(headers: string[], rows: string[][], { columns = Infinity, whole }: Width = {}): string {
  const lines = [headers, ...rows].map((row) => row.map(plain))
  const kept = whole === undefined ? -1 : headers.indexOf(whole)
  const widths = headers.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))))
  const least = widths.map((width, index) => (index === kept ? width : Math.min(width, readable)))
  if (kept < 0 || headers.length === 1 || total(least) <= columns)
    return lineUp(lines, widths, columns, kept).join('\n')
  const rest = lines.map((line) => line.filter((_, index) => index !== kept))
  const others = widths.filter((_, index) => index !== kept)
  return lineUp(rest, others, columns, -1)
    .map((line, index) => `${line}\n${gap}${lines[index]?.[kept] ?? ''}`)
    .join('\n')
}

function lineUp(lines: string[][], natural: number[], columns: number, kept: number): string[] {
  const widths = [...natural]
  const cuttable = (width: number, index: number) => (index === kept ? 0 : width)
  for (;;) {
    const widest = Math.max(...widths.map(cuttable))
    if (total(widths) <= columns || widest <= narrowest) break
    widths[widths.map(cuttable).indexOf(widest)] = widest - 1
  }
  return lines.map((line) =>
    widths
      .map((width, index) => fit(line[index] ?? '', width))
      .join(gap)
      .trimEnd(),
  )
}

/** Text from feeds must not steer the terminal: control characters become spaces. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** A value as one line of JSON that steers no terminal: JSON itself lets the controls from U+007F on stand. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\x7f-\x9f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`)
}

const total = (widths: number[]) => widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1))

const widthOf = (text: string) => [...text].length

function fit(text: string, width: number): string {
  const letters = [...text]
  if (letters.length > width) return `${letters.slice(0, width - 1).join('')}…`
  return text + ' '.repeat(width - letters.length)
}
