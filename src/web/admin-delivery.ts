import type { Context } from 'hono'
import { html } from 'hono/html'
import { momentOf } from '../emails/moment-of.ts'
import { decideDelivery } from '../store/decide-delivery.ts'
import type { Delivery } from '../store/delivery.ts'
import type { AdminDeps, AdminEnv } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { auditOf } from './audit-of.ts'
import { facts } from './cards-table.ts'
import { describedBy, faultBeside, faultSummary, readForm } from './form.ts'
import type { FormFault } from './wishes.ts'

type Deps = Pick<AdminDeps, 'store' | 'config' | 'tokens' | 'clock' | 'newId' | 'log'>
type Asking = Context<AdminEnv, '/deliveries/:id'>
type Decision = (typeof decisions)[number]

const decisions = ['retry', 'drop'] as const

/** From which states each may be decided, as src/store/deliveries.ts has it. */
const open: Record<Decision, readonly Delivery['state'][]> = {
  retry: ['uncertain', 'failed'],
  drop: ['pending', 'uncertain'],
}

const words: Record<Decision, { heading: string; text: string; button: string; done: string }> = {
  retry: {
    heading: 'Send it again',
    text: 'It goes out under the same Message-ID, so that many mail programs show it once if it came before.',
    button: 'Send it again',
    done: 'It will be sent again, with the next sweep.',
  },
  drop: {
    heading: 'Do not send it',
    text: 'It counts as suppressed from then on. That cannot be taken back.',
    button: 'Do not send it',
    done: 'It will not be sent.',
  },
}

/** Longer ones are for a letter. */
const mostReason = 300

/** One message, and what may be decided about it. */
export const showDelivery = (deps: Deps) => async (context: Asking) => await deliveryPage(deps, context, [], null)

/** Has it sent again, or dropped, for a reason that the audit log keeps. */
export const decide = (deps: Deps) => async (context: Asking) => {
  const id = context.req.param('id')
  const form = await readForm(context.req)
  const decision = decisions.find((one) => one === form.get('do'))
  const reason = (form.get('reason') ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, mostReason)
  if (decision === undefined) return await deliveryPage(deps, context, [], null, 422)
  const fault = (message: string) => [{ field: `${decision}-reason`, message }]
  if (reason === '') return await deliveryPage(deps, context, fault('Say why: it is kept in the audit log'), null, 422)
  if (reason.includes('@'))
    return await deliveryPage(deps, context, fault('Say it without addresses: the audit log holds none'), reason, 422)
  const audit = auditOf(deps, context)
  const { deliveries } = deps.store
  if (!(await decideDelivery({ deliveries, audit }, { id, decision, reason, now: deps.clock() })))
    return await deliveryPage(deps, context, fault('It is in another state by now, and stays as it is'), reason, 409)
  deps.log.info({ deliveryId: id, decision }, 'decided by the operator')
  return context.redirect(`/admin/deliveries/${encodeURIComponent(id)}?done=${decision}`, 303)
}

async function deliveryPage(
  { store, config, tokens, clock }: Deps,
  context: Asking,
  faults: readonly FormFault[],
  typed: string | null,
  status: 200 | 409 | 422 = 200,
) {
  const id = context.req.param('id')
  const delivery = await store.deliveries.load(id)
  const at = '/admin/deliveries'
  if (delivery === null) {
    const body = html`<p>There is no delivery with this id, or it is no longer kept.</p>`
    return context.html(await adminPage({ heading: 'No such delivery', at, body }), 404)
  }
  const zone = config().settings.time_zone
  const { digest, state, attempts, putOffSince, resends, reason, messageId } = delivery
  const done = decisions.find((one) => one === context.req.query('done'))
  const token = tokens.make(context.get('operator'), clock())
  const mayBe = decisions.filter((decision) => open[decision].includes(state))
  const forms = mayBe.map((decision) => {
    const field = `${decision}-reason`
    return html`<form method="post" novalidate>
      <h3>${words[decision].heading}</h3>
      <p>${words[decision].text}</p>
      <input type="hidden" name="token" value="${token}"><input type="hidden" name="do" value="${decision}">
      <div class="field">
        <label for="${field}">Why</label>
        ${faultBeside(faults, field)}
        <input id="${field}" name="reason" type="text" autocomplete="off" maxlength="${mostReason}" required value="${typed ?? ''}" ${describedBy(faults, field)}>
      </div>
      <button class="${decision === 'drop' ? 'second' : ''}" type="submit">${words[decision].button}</button>
    </form>`
  })
  const shown = faults.filter(({ field }) => mayBe.some((decision) => field === `${decision}-reason`))
  const body = html`${faultSummary(shown)}
    ${shown.length < faults.length ? html`<p class="done" role="status">${faults.map(({ message }) => message)}</p>` : ''}
    ${done === undefined || faults.length > 0 ? '' : html`<p class="done" role="status">${words[done].done}</p>`}
    ${facts([
      ['Id', html`<span class="mono">${id}</span>`],
      ['State', state],
      ['Reason', reason === null || reason === '' ? 'none' : reason],
      [
        'Subscriber',
        html`<a class="mono" href="/admin/subscribers/${encodeURIComponent(digest.subscriberId)}">${digest.subscriberId}</a>`,
      ],
      ['Frozen', momentOf(digest.frozen, zone)],
      ['Events', digest.lines.length],
      ['Attempts', attempts],
      ['Sent again after an unknown fate', resends],
      ...(putOffSince === null ? [] : [['Put off since', momentOf(putOffSince.toISOString(), zone)] as const]),
      ['Message-ID', html`<span class="mono">${messageId}</span>`],
    ])}
    ${forms.length === 0 ? html`<p>Nothing is to be decided about it.</p>` : html`<h2>Decide</h2><div class="choices">${forms}</div>`}
    <p class="quiet">Times are those of ${zone}.</p>`
  return context.html(await adminPage({ heading: 'Delivery', at, body, isAtFault: shown.length > 0 }), status)
}
