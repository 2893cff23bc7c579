import { html } from 'hono/html'
import { mayComeBack, maySayWhy } from '../events/leave.ts'
import type { Subscriber } from '../events/subscription.ts'
import { freshLinkForm } from './fresh-link.ts'
import { faultSummary } from './form.ts'
import { whyForm, type Why } from './why-form.ts'
import { page, type Html } from './page.ts'

/** What somebody sees who has left: how to undo it, to say why, and to get at what is kept of them. `path`: that of their link to unsubscribe. */
export function gonePage(
  subscriber: Subscriber | null,
  path: string,
  now: Date,
  { why, done = null }: { why?: Why; done?: string | null } = {},
): Html {
  const mayUndo = subscriber !== null && mayComeBack(subscriber, now)
  const faults = why?.faults ?? []
  const body = html`${faultSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
    <p>You will get no more digests from us. One that was already on its way may still arrive.</p>
    ${
      mayUndo
        ? html`<form method="post" action="${path}/undo">
              <button class="second" type="submit">Undo: keep my digests</button>
            </form>
            <p class="quiet">That works for an hour. After it, <a href="/">subscribe anew</a> if you change your mind.</p>`
        : html`<p class="quiet">If you change your mind, <a href="/">subscribe anew</a>.</p>`
    }
    ${subscriber !== null && maySayWhy(subscriber) ? whyForm(path, why) : ''}
    ${subscriber === null ? '' : html`<h2>What we still keep about you</h2>${freshLinkForm(path)}`}`
  return page({ heading: 'You are unsubscribed', body, isAtFault: faults.length > 0 })
}
