import type { Context } from 'hono'
import { html } from 'hono/html'
import { subscriberStates } from '../events/subscription.ts'
import type { AdminDeps, AdminEnv } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { auditOf } from './audit-of.ts'
import { describedBy, faultBeside, faultSummary, readForm } from './form.ts'
import type { FormFault } from './wishes.ts'

type Deps = Pick<AdminDeps, 'store' | 'tokens' | 'clock' | 'newId'>
type Asking = Context<AdminEnv>

/** How many subscribers there are in each state, and a way to find one. No list of them: nobody needs all addresses to help one reader. */
export const showSubscribers = (deps: Deps) => async (context: Asking) =>
  context.html(await subscribersPage(deps, context, []))

/** Leads to one subscriber. By POST, so that an address stands in no log; who was looked at is a matter for the audit log. */
export const findSubscriber = (deps: Deps) => async (context: Asking) => {
  const who = ((await readForm(context.req)).get('who') ?? '').trim()
  const { subscribers } = deps.store
  const found = who.includes('@')
    ? await subscribers.findByAddress(who)
    : who === ''
      ? null
      : await subscribers.load(who)
  const message =
    who === ''
      ? 'Enter an address, or the id of a subscriber'
      : 'There is no subscriber with this address or id: enter the whole of it'
  if (found === null)
    return context.html(await subscribersPage(deps, context, [{ field: 'who', message }]), who === '' ? 422 : 404)
  const { id } = found.subscriber
  await auditOf(deps, context)({ did: 'subscribers look up', on: [id], outcomeOf: () => 'done' }, async () => undefined)
  return context.redirect(`/admin/subscribers/${encodeURIComponent(id)}`, 303)
}

async function subscribersPage({ store, tokens, clock }: Deps, context: Asking, faults: readonly FormFault[]) {
  const counts = await store.subscribers.counts()
  const body = html`${faultSummary(faults)}
    <ul class="numbers">${subscriberStates.map((state) => html`<li><b>${counts[state]}</b> ${state}</li>`)}</ul>
    <h2>Find one</h2>
    <form method="post" action="/admin/subscribers" novalidate>
      <input type="hidden" name="token" value="${tokens.make(context.get('operator'), clock())}">
      <div class="field">
        <label for="who">Email address, or id</label>
        <p class="hint" id="who-hint">The whole of it. That you looked is noted in the audit log.</p>
        ${faultBeside(faults, 'who')}
        <input id="who" name="who" type="text" inputmode="email" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="254" ${describedBy(faults, 'who', 'who-hint')}>
      </div>
      <button type="submit">Find</button>
    </form>
    <p>Subscribers are added, removed, erased and moved from and to other lists by the commands <code>subscribers …</code>.</p>`
  return await adminPage({ heading: 'Subscribers', at: '/admin/subscribers', body, isAtFault: faults.length > 0 })
}
