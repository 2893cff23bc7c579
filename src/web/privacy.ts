import type { Context } from 'hono'
import { html } from 'hono/html'
import { linkDays } from '../links.ts'
import { page } from './page.ts'
import type { WebDeps } from './web.ts'

const dayMs = 86_400_000

/** What is kept about people, for how long, and how they get it or get rid of it. */
export const privacy =
  ({ config, contact }: Pick<WebDeps, 'config' | 'contact'>) =>
  async (context: Context) => {
    const { retention } = config().settings
    const body = html`<h2>What we keep, and for how long</h2>
      <table>
        <thead>
          <tr><th scope="col">What</th><th scope="col">How long</th></tr>
        </thead>
        <tbody>
          <tr><td>Your address and what you asked for, as long as you have not confirmed it</td><td>About ${linkDays.asked} days, then all of it is erased</td></tr>
          <tr><td>Your address, what you asked for, when you confirmed, and when and from which network it was asked for, as proof that you wanted it</td><td>Until you erase it</td></tr>
          <tr><td>Which events you were told of, so that nothing is sent twice</td><td>Until you erase it</td></tr>
          <tr><td>After you unsubscribe: the same, so that you are not written to again</td><td>Until you erase it</td></tr>
          <tr><td>The digests that were sent to you, and what the mail server said. Not your address</td><td>${Math.round(retention.deliveries / dayMs)} days</td></tr>
          <tr><td>What you say is wrong with an event, and what you write of it, with the event. Not who said it: it is filed under a number that only our key leads to</td><td>${Math.round(retention.feedback / dayMs)} days, or until you take it back or erase what we keep</td></tr>
          <tr><td>Why you left, if you say so: counted by month</td><td>For good: it is a number</td></tr>
          <tr><td>What you write of it, with the month alone. We cannot tell any more that it is yours, nor erase it for you: please name nobody in it</td><td>${Math.round(retention.feedback / dayMs)} days</td></tr>
          <tr><td>That somebody asked from a network or for an address, as a number that does not show which, against misuse</td><td>A day or two</td></tr>
        </tbody>
      </table>
      <p>We set no cookies, count no clicks, put no hidden pictures into messages, and pass nothing on to anybody but the mail server that delivers them.</p>
      <h2>Getting a copy, and erasing it</h2>
      <p>Ask for <a href="/manage">the link to your subscription</a>. Its page gives you a copy of what we keep about you as a file, and erases it at once. The link in the foot of a digest does not, since digests are passed on: it has you mailed one that does.</p>
      <h2>Asking us</h2>
      <p>Write to <a href="mailto:${contact}">${contact}</a>. If our answer does not satisfy you, you may complain to the Information Commissioner’s Office.</p>`
    return context.html(await page({ heading: 'Privacy', body, isForAll: true }))
  }
