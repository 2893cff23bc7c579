import { html } from 'hono/html'
import { gradeLetters, gradeTitle } from '../ratings/grade-title.ts'
import { Grade } from '../ratings/grade.ts'
import { slugOf } from '../links.ts'
import type { Html } from './page.ts'
import { gradeClass } from './record-sheet.ts'
import { mapSize, type Tile } from './tile-layout.ts'
import { tilesOf } from './tiles.ts'

/** An authority on the map; `isShown`: it is one of those that were asked for, the others are outlines. */
export type MapEntry = { name: string; grade: Grade | null; isShown: boolean }

/** A tile's side in units of the drawing, with the gap to the next. */
const unit = 20
const side = unit - 1

const box = ({ x, y }: Tile) => `M${x * unit} ${y * unit}h${side}v${side}h-${side}z`
const middle = ({ x }: Tile) => x * unit + side / 2

/**
 * The map in little: colours and letters of grades alone, a shape for each grade, so that it costs a tenth of the whole. It is hidden from those who hear
 * the page: what stands beside it says as much, and the table all.
 */
export function littleMap(entries: readonly MapEntry[]): Html {
  const { placed, height } = placedOf(entries)
  const outlines = placed.filter(({ entry }) => classOf(entry) === 'x')
  return drawing(
    height,
    html`<path class="x" d="${outlines.map(({ tile }) => box(tile)).join('')}"/>${Grade.options.map((grade) => {
      const own = placed.filter(({ entry }) => entry.isShown && entry.grade === grade)
      const letters = gradeLetters[grade]
      if (own.length === 0) return ''
      return html`<path class="${gradeClass[grade]}" d="${own.map(({ tile }) => box(tile)).join('')}"/>${lettersHtml(
        letters,
        gradeClass[grade],
        own.map(({ tile }) => tile),
      )}`
    })}`,
  )
}

/** All letters of one grade in one text, each at its place: two letters stand a little to the left and to the right of the middle. */
function lettersHtml(letters: string, name: string, tiles: readonly Tile[]): Html {
  const offsets = letters.length === 1 ? [0] : [-2.6, 3.2]
  const xs = tiles.flatMap((tile) => offsets.map((offset) => middle(tile) + offset))
  const ys = tiles.flatMap(({ y }) => offsets.map(() => y * unit + 13))
  return html`<text class="${name}" x="${xs.join(' ')}" y="${ys.join(' ')}">${letters.repeat(tiles.length)}</text>`
}

/**
 * The map with the names: each tile leads to its authority. The links are for pointers only, and hidden from those who hear the page: 153 stops of
 * the tabulator on the way to the rest are what nobody wants, and the table has the same links.
 */
export function largeMap(entries: readonly MapEntry[]): Html {
  const { placed, height } = placedOf(entries)
  return drawing(
    height,
    html`${placed.map(({ tile, entry }) => {
      const { name, grade } = entry
      const x = middle(tile)
      const y = tile.y * unit
      return html`<a class="${classOf(entry)}" href="/authorities/${slugOf(name)}" tabindex="-1"><title>${name}: ${grade === null ? 'no judgement' : gradeTitle[grade].toLowerCase()}</title><path d="${box(tile)}"/><text x="${x}" y="${y + 9.5}">${tile.letters}<tspan x="${x}" y="${y + 16}">${grade === null ? '–' : gradeLetters[grade]}</tspan></text></a>`
    })}`,
  )
}

const classOf = ({ grade, isShown }: MapEntry) => (grade === null || !isShown ? 'x' : gradeClass[grade])

const drawing = (height: number, content: Html): Html =>
  html`<svg viewBox="-1 -1 ${mapSize.width * unit + 1} ${height * unit + 1}" aria-hidden="true">${content}</svg>`

function placedOf(entries: readonly MapEntry[]) {
  const { tiles, height } = tilesOf(entries.map(({ name }) => name))
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const placed = tiles.flatMap((tile) => {
    const entry = byName.get(tile.name)
    return entry === undefined ? [] : [{ tile, entry }]
  })
  return { placed, height }
}
