import { html } from 'hono/html'
import type { Html } from './page.ts'

const width = 10
const gap = 3
const height = 30

/** Bars for numbers that stand beside them as text: hidden from those who hear the page. */
export function weekBars(counts: readonly number[]): Html {
  const most = Math.max(1, ...counts)
  const bars = counts.map((count, index) => {
    const tall = count === 0 ? 1 : Math.max(3, Math.round((count / most) * height))
    return html`<rect x="${index * (width + gap)}" y="${height - tall}" width="${width}" height="${tall}"/>`
  })
  return html`<svg viewBox="0 0 ${counts.length * (width + gap) - gap} ${height}" aria-hidden="true" focusable="false">${bars}</svg>`
}
