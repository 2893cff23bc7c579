import type axe from 'axe-core'

declare global {
  interface Window {
    /** Once its source has run in the page. */
    axe: typeof axe
  }
}
