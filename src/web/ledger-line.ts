import { html } from 'hono/html'
import { deliveryStates } from '../store/delivery-states.ts'
import type { Store } from '../store/store.ts'
import type { Html } from './page.ts'

/** The sum of the ledger, and whether it holds: every message that was ever due is in one state. */
export function ledgerLine(ledger: Awaited<ReturnType<Store['deliveries']['ledger']>>): Html {
  const sum = deliveryStates.reduce((total, state) => total + ledger[state], 0)
  const line = html`<p>Deliveries: ${ledger.due} due = ${deliveryStates.map((state) => `${ledger[state]} ${state}`).join(' + ')}.</p>`
  if (sum === ledger.due) return line
  return html`${line}
    <div class="alarm"><p>
      <strong>The ledger does not add up:</strong> ${ledger.due} were due and ${sum} are accounted for. This is a fault of the program: please report it.
    </p></div>`
}
