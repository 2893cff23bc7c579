import type { Context } from 'hono'
import { html } from 'hono/html'
import { isAllowed } from '../config/allowed-domains.ts'
import { readMailAddress } from '../mail/mail-address.ts'
import { isInForce } from '../rules/in-force.ts'
import { ask } from './ask.ts'
import { eventsSheet } from './events-sheet.ts'
import { describedBy, faultBeside, faultSummary, readForm } from './form.ts'
import { page, type Html } from './page.ts'
import { sampleCard, type Sample } from './sample.ts'
import { readTyped, readWishes, untouched, type FormFault, type Wishes } from './wishes.ts'
import { wishesFields } from './wishes-fields.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'enqueue' | 'newId' | 'clock' | 'random' | 'config' | 'log'>
type Filled = { address: string; wishes: Wishes; faults: readonly FormFault[]; isAdding?: boolean; card?: Html | '' }

/** What this is, and the form to get it; `?authority=Name` has the authority chosen already, if there is one of that name today. */
export const home = ({ config, clock }: Pick<Deps, 'config' | 'clock'>, sample: () => Promise<Sample>) => {
  // Three quarters of the work of the page, and the same for everybody.
  const cards = new WeakMap<Sample, Html | ''>()
  return async (context: Context) => {
    const named = config().authorities.get(context.req.query('authority') ?? '')
    const blank = untouched(config())
    const wishes =
      named !== undefined && isInForce(named, clock().toISOString().slice(0, 10))
        ? { ...blank, where: 'some', authorities: [named.name] }
        : blank
    const shown = await sample()
    const card = cards.get(shown) ?? sampleCard(shown, config())
    cards.set(shown, card)
    return context.html(await homePage({ address: '', wishes, faults: [], card }, config()))
  }
}

/**
 * Notes a wish to subscribe. It subscribes nobody: the address is asked first. So a page of another site that sends this form in somebody's name
 * (CSRF) gets no further than anybody who fills it in; there is no session that it could borrow.
 */
export const subscribe = (deps: Deps) => async (context: Context) => {
  const form = await readForm(context.req)
  const config = deps.config()
  const typed = form.get('address') ?? ''
  const { wishes, faults } = readTyped(form, config)
  if (form.get('do') === 'add')
    return context.html(
      await homePage({ address: typed, wishes, faults, isAdding: faults.length === 0 }, config),
      faults.length > 0 ? 422 : 200,
    )

  const address = readAllowed(typed, config.settings.web.allow_domains)
  const { wants, faults: missing } = readWishes(wishes, config)
  const all = [
    ...(address.ok ? [] : [{ field: 'address', message: address.message }]),
    ...faults,
    // That nothing is named is no news to somebody whose one name is not known.
    ...missing.filter(({ field }) => faults.length === 0 || field !== 'authority'),
  ]
  if (!address.ok || wants === null || all.length > 0)
    return context.html(await homePage({ address: typed, wishes, faults: all }, config), 422)

  const subscription = { id: deps.newId(), ...wants, timeZone: config.settings.time_zone }
  const refused = await ask(deps, { address: address.address, wants: subscription, context })
  if (refused === null) return context.redirect('/check-your-mail', 303)
  const fault = tooMany(context, refused.waitMs)
  return context.html(await homePage({ address: typed, wishes, faults: [fault] }, config), 429)
}

/** An address that may subscribe here. Told by its domain alone, so that nobody learns from it who is subscribed. */
function readAllowed(typed: string, domains: readonly string[]): ReturnType<typeof readMailAddress> {
  const address = readMailAddress(typed)
  if (!address.ok || isAllowed(address.address, domains)) return address
  return { ok: false, message: `${onlyFor(domains)}: please use an address of yours there` }
}

/** More domains than this help nobody to find theirs. */
const mostNamed = 5

const onlyFor = (domains: readonly string[]): string =>
  domains.length > mostNamed
    ? 'Only addresses of certain organisations can subscribe here'
    : `Only addresses ending in ${domains.map((domain) => domain.replace(/^\*/, '').replace(/^(?!\.)/, '@')).join(' or ')} can subscribe here`

/** Told to whoever asks too often from one network. */
export function tooMany(context: Context, waitMs: number, field = 'address'): FormFault {
  context.header('Retry-After', String(Math.ceil(waitMs / 1000)))
  const minutes = Math.ceil(waitMs / 60_000)
  return {
    field,
    message: `Too much was asked for from your network. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`,
  }
}

/** The same for every address, known or not. */
export const checkYourMail = () => async (context: Context) => {
  const body = html`<p>
      We have sent a message to the address that you gave. <strong>Open the link in it</strong>, and press the button on
      the page: until then nothing is sent.
    </p>
    <p>The link works for seven days. If that address is subscribed already, the message says how to change it.</p>
    <p class="quiet">
      If nothing has come in a few minutes, look into the folder for junk, and check that the address is right. One address is
      not written to again within five minutes.
    </p>`
  return context.html(await page({ heading: 'Check your mail', body }))
}

function homePage(
  { address, wishes, faults, isAdding = false, card = '' }: Filled,
  config: ReturnType<Deps['config']>,
): Html {
  const domains = config.settings.web.allow_domains
  const body = html`${faultSummary(faults)}
    <p>
      We watch the news, GOV.UK and Ofsted for what happens to the children’s services of England’s local authorities: new
      judgements, monitoring visits, interventions by ministers, and calls for leaders to go.
    </p>
    <p>You get one mail with what concerns you. Each line quotes the sentence that says so, and links to every source. No news, no mail. <a href="/sample-digest">See an example</a></p>
    <form method="post" action="/subscribe" novalidate>
      <button class="unseen" type="submit" name="do" value="subscribe" tabindex="-1" aria-hidden="true">Subscribe</button>
      <div class="field">
        <label for="address">Your email address</label>
        ${domains.length === 0 ? '' : html`<p class="hint" id="address-hint">${onlyFor(domains)}.</p>`}
        ${faultBeside(faults, 'address')}
        <input id="address" name="address" type="email" autocomplete="email" spellcheck="false" maxlength="254" required value="${address}" ${describedBy(faults, 'address', domains.length === 0 ? null : 'address-hint')}>
      </div>
      ${wishesFields({ wishes, faults, config, timeZone: config.settings.time_zone, action: '/subscribe', isAdding })}
      <button type="submit" name="do" value="subscribe">Subscribe</button>
      <p class="quiet">
        We then send you a message with a link, and begin when you have confirmed. What we keep about you, and for how long,
        stands in our <a href="/privacy">notes on privacy</a>.
      </p>
    </form>
    ${card}`
  return page({
    heading: 'News of children’s services, by email',
    body,
    isAtFault: faults.length > 0,
    isForAll: true,
    sheets: [eventsSheet],
  })
}
