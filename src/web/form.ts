import { html } from 'hono/html'
import type { Html } from './page.ts'
import type { FormFault } from './wishes.ts'

/** All faults of a form, each leading to its field. Read out at once by screen readers, since the page opens at it. */
export function faultSummary(faults: readonly FormFault[]): Html | '' {
  if (faults.length === 0) return ''
  return html`<div class="faults" role="alert" tabindex="-1" autofocus>
    <h2>There is a problem</h2>
    <ul>
      ${faults.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`
}

/** The faults of one field, beside it. */
export function faultBeside(faults: readonly FormFault[], field: string): Html | '' {
  const own = faults.filter((fault) => fault.field === field)
  if (own.length === 0) return ''
  return html`<p class="fault" id="${field}-fault">
    ${own.map(({ message }) => html`<span><span class="unseen">Fault: </span>${message}</span> `)}
  </p>`
}

/** What a field says of its fault to those who hear the page. */
export function describedBy(faults: readonly FormFault[], field: string, hint: string | null = null): Html | '' {
  const isAtFault = faults.some((fault) => fault.field === field)
  const ids = [...(hint === null ? [] : [hint]), ...(isAtFault ? [`${field}-fault`] : [])].join(' ')
  if (ids === '') return ''
  return isAtFault ? html` aria-describedby="${ids}" aria-invalid="true"` : html` aria-describedby="${ids}"`
}

/** One of several choices. */
export const radio = (name: string, value: string, label: string, chosen: string | null): Html =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}" ${value === chosen ? 'checked' : ''}> ${label}</label>`

/** The form as it was sent, whatever it calls itself; never throws. */
export async function readForm(req: { text: () => Promise<string> }): Promise<URLSearchParams> {
  return new URLSearchParams(await req.text())
}
