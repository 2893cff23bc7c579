import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Mail } from './mail.ts'
import { plain } from './plain.ts'
import { inline } from './styles.ts'

export type ManageLinkMail = {
  manageLink: string
  serviceName: string
  /** When and from where it was asked for: "29 March 2026 at 09:12, from the network 192.0.2.0/24,". */
  asked: string
  /** How long the link is good: "7 days, until 5 April 2026 at 09:12". */
  good: string
}

/** The link with which a subscriber changes what they get, for an address that is subscribed already. Whoever asked cannot write into it. */
export function renderManageLink({ manageLink, serviceName, asked, good }: ManageLinkMail): Mail {
  const service = plain(serviceName)
  const subject = `Your subscription: ${service}`
  const who = `Somebody, we think you, asked on ${plain(asked)} to subscribe this address or to change what it gets. It is subscribed already, and nothing has been changed.`
  const how = 'To see what you get, to change it, to pause or to stop it, open this link:'
  const ends = `The link works for ${plain(good)}. Whoever has it can change your subscription, so please do not pass it on.`
  const not = 'If it was not you, do nothing: everything stays as it is.'
  return {
    subject,
    text: `${[who, how, manageLink, ends, not, `-- \n${service}`].join('\n\n')}\n`,
    html: layout({
      subject,
      preheader: 'This address is subscribed already. Nothing has been changed.',
      serviceName: service,
      heading: 'You are subscribed already',
      body: html`<p>${who}</p>
        <p>${how}</p>
        <p><a class="action" style="${inline.action}" href="${manageLink}">See and change it</a></p>
        <p class="quiet">${manageLink}</p>
        <p>${ends}</p>`,
      foot: html`<p>${not}</p>`,
    }),
  }
}
