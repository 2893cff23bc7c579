import { html } from 'hono/html'
import { DateTime } from 'luxon'
import { wantsOf } from '../emails/wants-of.ts'
import { mayComeBack, maySayWhy } from '../events/leave.ts'
import type { Subscriber, Subscription } from '../events/subscription.ts'
import { describedBy, faultBeside, faultSummary } from './form.ts'
import { freshLinkForm } from './fresh-link.ts'
import { whyForm } from './why-form.ts'
import { masked } from './masked.ts'
import { page, type Html } from './page.ts'
import type { FormFault, Wishes, WishesConfig } from './wishes.ts'
import { wishesFields } from './wishes-fields.ts'

const dones = {
  saved: 'Saved. It holds from now on.',
  paused: 'Paused. Nothing is sent until then.',
  resumed: 'Digests come again from now on.',
  unsubscribed: 'You are unsubscribed.',
} as const

/** What was done just now, as the address of the page says it. */
export type Done = keyof typeof dones

export const isDone = (text: string | undefined): text is Done => text !== undefined && Object.hasOwn(dones, text)

export type ManagePage = {
  subscriber: Subscriber
  config: WishesConfig
  now: Date
  /** May copy and erase what is kept: the link was not that of a digest. */
  isOwner: boolean
  /** Where the forms of this page go. */
  path: string
  unsubscribePath: string
  /** What they were sent last. */
  lastDigests: Html | ''
  faults: readonly FormFault[]
  done: Done | null
  /** What was typed as the end of a pause. */
  until: string
  /** The subscription that is to be changed; null where there is none. */
  form: { subscription: Subscription; wishes: Wishes; faults: readonly FormFault[]; isAdding?: boolean } | null
}

/** What a subscriber gets and may change. */
export function managePage(shown: ManagePage): Html {
  const { subscriber, faults, done } = shown
  const isSubscribed = subscriber.state === 'active' || subscriber.state === 'paused'
  const body = html`${faultSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${dones[done]}</p>`}
    <p>For <strong>${masked(subscriber.address)}</strong>. ${standing(shown)}</p>
    ${isSubscribed ? html`${shown.form === null ? '' : wishesForm(shown.form, shown)} ${pauseForm(shown)} ${leaveForm(shown)}` : ''}
    ${whyLeft(shown)} ${shown.lastDigests} ${keptForm(shown)}`
  return page({ heading: 'Your digests', body, isAtFault: faults.length > 0 })
}

function standing({ subscriber, config, path, unsubscribePath, now }: ManagePage): Html {
  switch (subscriber.state) {
    case 'active':
      return html`You get:</p><ul>${subscriber.subscriptions.map(
        (one) =>
          html`<li>${wantsOf(one, config.rules.facts)}${
            subscriber.subscriptions.length === 1 ? '' : html` (<a href="${path}?subscription=${one.id}">change</a>)`
          }</li>`,
      )}</ul><p>`
    case 'paused':
      return html`Digests are paused until ${dayOf(subscriber.pausedUntil, config)}, and begin again by themselves.`
    case 'pending':
      return html`You have not confirmed yet: please use the link in the message that we sent you for that.`
    case 'suspended':
      return html`Mail to you came back, so we send none. To begin again, <a href="/">subscribe anew</a>.`
    case 'unsubscribed':
      return mayComeBack(subscriber, now)
        ? html`You get nothing from us any more.</p>
            <form method="post" action="${unsubscribePath}/undo"><button type="submit">Undo: keep my digests</button></form><p>`
        : html`You get nothing from us any more. If you change your mind, <a href="/">subscribe anew</a>.`
  }
}

function wishesForm(
  { subscription, wishes, faults, isAdding = false }: NonNullable<ManagePage['form']>,
  { path, config }: ManagePage,
): Html {
  return html`<h2>Change what you get</h2>
    <form method="post" action="${path}" novalidate>
      <button class="unseen" type="submit" name="do" value="save" tabindex="-1" aria-hidden="true">Save</button>
      <input type="hidden" name="subscription" value="${subscription.id}">
      ${wishesFields({ wishes, faults, config, timeZone: subscription.timeZone, action: path, isAdding })}
      <button type="submit" name="do" value="save">Save</button>
    </form>`
}

function pauseForm({ subscriber, path, faults, until, config, now }: ManagePage): Html {
  if (subscriber.state === 'paused')
    return html`<h2>End the pause</h2>
      <form method="post" action="${path}"><button type="submit" name="do" value="resume">Begin again now</button></form>`
  const day = DateTime.fromJSDate(now, { zone: config.settings.time_zone })
  return html`<h2>Pause</h2>
    <form method="post" action="${path}" novalidate>
      <div class="field">
        <label for="until">Send nothing until</label>
        <p class="hint" id="until-hint">Then digests begin again by themselves. What happens in between is not sent afterwards.</p>
        ${faultBeside(faults, 'until')}
        <input id="until" name="until" type="date" min="${day.plus({ days: 1 }).toISODate()}" max="${day.plus({ days: 365 }).toISODate()}" value="${until}" ${describedBy(faults, 'until', 'until-hint')}>
      </div>
      <button class="second" type="submit" name="do" value="pause">Pause</button>
    </form>`
}

const leaveForm = ({ path }: ManagePage): Html =>
  html`<h2>Stop</h2>
    <form method="post" action="${path}"><button class="second" type="submit" name="do" value="unsubscribe">Unsubscribe</button></form>`

const whyLeft = ({ subscriber, unsubscribePath }: ManagePage): Html | '' =>
  maySayWhy(subscriber) ? whyForm(unsubscribePath) : ''

function keptForm({ isOwner, path }: ManagePage): Html {
  return html`<h2>What we keep about you</h2>
    ${
      isOwner
        ? html`<form method="post" action="${path}/export" class="inline"><button class="second" type="submit">Get a copy of it</button></form>
            <p><a href="${path}/erase">Erase it all</a> · <a href="/privacy">What it is, and how long we keep it</a></p>`
        : freshLinkForm(path)
    }`
}

const dayOf = (instant: string | null, { settings }: WishesConfig): string =>
  DateTime.fromISO(instant ?? '', { zone: settings.time_zone })
    .setLocale('en-GB')
    .toFormat('d LLLL yyyy')
