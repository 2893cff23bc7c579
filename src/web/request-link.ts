import type { Context } from 'hono'
import { html } from 'hono/html'
import { readMailAddress } from '../mail/mail-address.ts'
import { ask } from './ask.ts'
import { describedBy, faultBeside, faultSummary, readForm } from './form.ts'
import { page, type Html } from './page.ts'
import { tooMany } from './subscribe.ts'
import type { FormFault } from './wishes.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'enqueue' | 'newId' | 'clock' | 'random' | 'config'>

/** Where somebody without a link that works asks for a new one. */
export const askForLink = () => async (context: Context) => context.html(await linkPage('', []))

/** Has the link mailed to the address, if it is a subscriber's. The answer is the same if it is not. */
export const requestLink = (deps: Deps) => async (context: Context) => {
  const typed = (await readForm(context.req)).get('address') ?? ''
  const address = readMailAddress(typed)
  if (!address.ok) return context.html(await linkPage(typed, [{ field: 'address', message: address.message }]), 422)
  const refused = await ask(deps, { address: address.address, wants: null, context })
  if (refused === null) return context.redirect('/check-your-mail', 303)
  return context.html(await linkPage(typed, [tooMany(context, refused.waitMs)]), 429)
}

function linkPage(address: string, faults: readonly FormFault[]): Html {
  const body = html`${faultSummary(faults)}
    <p>We send you a link with which you can see what you get, change it, pause it, or stop it. Each digest has one in its foot, too.</p>
    <form method="post" action="/manage" novalidate>
      <div class="field">
        <label for="address">The email address that gets the digests</label>
        ${faultBeside(faults, 'address')}
        <input id="address" name="address" type="email" autocomplete="email" spellcheck="false" maxlength="254" required value="${address}" ${describedBy(faults, 'address')}>
      </div>
      <button type="submit">Send me the link</button>
    </form>`
  return page({ heading: 'Change what you get', body, isAtFault: faults.length > 0 })
}
