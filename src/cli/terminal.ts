import type { Io } from './io.ts'

/** How commands speak: results to stdout, faults to stderr, progress only where somebody watches. */
export type Screen = {
  /** Whole lines to stdout. */
  print: (text: string) => void
  /** Whole lines to stderr. */
  complain: (text: string) => void
  /** A table to stdout, cut to the width of a terminal, whole in a pipe. */
  table: (headers: string[], rows: string[][]) => void
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
      stderr.write(`${text}\n`)
    },
    table(headers, rows) {
      clear()
      const lines = table(headers, rows, stdout.isTTY ? stdout.columns : Infinity).split('\n')
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

/** Lines up cells under headers; where that is wider than `columns`, the widest columns are cut. No line break at the end. */
export function table(headers: string[], rows: string[][], columns = Infinity): string {
  const lines = [headers, ...rows.map((row) => row.map(plain))]
  const widths = headers.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))))
  for (;;) {
    const widest = Math.max(...widths)
    if (sum(widths) + gap.length * (widths.length - 1) <= columns || widest <= narrowest) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return lines
    .map((line) =>
      headers
        .map((_, index) => fit(line[index] ?? '', widths[index] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join('\n')
}

/** Text from feeds must not steer the terminal: control characters become spaces. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

const widthOf = (text: string) => [...text].length

function fit(text: string, width: number): string {
  const letters = [...text]
  if (letters.length > width) return `${letters.slice(0, width - 1).join('')}…`
  return text + ' '.repeat(width - letters.length)
}
