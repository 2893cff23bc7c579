import { html } from 'hono/html'
import { DateTime } from 'luxon'
import type { Html } from './page.ts'

/** A date and time for a column of them, which breaks between the two alone: "26 Nov 2026, 07:23". */
export function shortMoment(instant: string, zone: string): Html {
  const at = DateTime.fromISO(instant, { zone }).setLocale('en-GB')
  return html`<time datetime="${instant}">${at.toFormat('d\u00A0LLL\u00A0yyyy, HH:mm')}</time>`
}
