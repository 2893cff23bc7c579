import { html } from 'hono/html'
import type { Html } from './page.ts'

type Column = {
  name: string
  /** Set to the right, with digits under digits. */
  isNumber?: boolean
}

type Cell = Html | string | number

/**
 * A table that becomes one card for each row where there is little room. The first cell of a row names it. With the roles said, it stays a table for
 * those who hear it, also where the sheet makes blocks of it.
 */
export function cardsTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  /** Narrow enough to stay a table everywhere. */
  isNarrow = false,
): Html {
  const head = columns.map(
    ({ name, isNumber }) =>
      html`<th role="columnheader" scope="col"${isNumber === true ? html` class="number"` : ''}>${name}</th>`,
  )
  const lines = rows.map(
    (cells) =>
      html`<tr role="row">${cells.map((cell, index) => {
        const { name = '', isNumber = false } = columns[index] ?? {}
        if (index === 0) return html`<th role="rowheader" scope="row">${cell}</th>`
        // One that holds nothing is left out of a card, with its name.
        if (cell === '') return html`<td role="cell"></td>`
        return html`<td role="cell" data-label="${name}"${isNumber ? html` class="number"` : ''}><span>${cell}</span></td>`
      })}</tr>`,
  )
  return html`<table class="${isNarrow ? 'narrow' : 'cards'}" role="table"><caption>${caption}</caption>
    <thead role="rowgroup"><tr role="row">${head}</tr></thead>
    <tbody role="rowgroup">${lines}</tbody></table>`
}

/** Names and values, one below the other on a telephone. */
export const facts = (pairs: readonly (readonly [string, Cell])[]): Html =>
  html`<dl class="facts">${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
