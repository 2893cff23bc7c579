import { createHash } from 'node:crypto'

/** A page's style, and what the Content-Security-Policy must allow for it. */
export type Sheet = { css: string; source: string }

/** The source is of the element's content to the letter: one space more, and browsers drop it. */
export function sheet(css: string): Sheet {
  return { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` }
}
