import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Mail } from './mail.ts'
import { plain } from './plain.ts'
import { inline } from './styles.ts'

export type ManageLinkMail = {
  manageLink: string
  /** False: they left, or their mail came back. */
  isSubscribed: boolean
  serviceName: string
  /** When and from where it was asked for: "29 March 2026 at 09:12, from the network 192.0.2.0/24,". */
  asked: string
  /** How long the link is good: "7 days, until 5 April 2026 at 09:12". */
  good: string
}

/** The link with which a subscriber changes what they get, for an address that is subscribed already. Whoever asked cannot write into it. */
export function renderManageLink({ manageLink, isSubscribed, serviceName, asked, good }: ManageLinkMail): Mail {
  const service = plain(serviceName)
  const subject = `Your subscription: ${service}`
  const who = isSubscribed
    ? `Somebody, we think you, asked on ${plain(asked)} to subscribe this address or to change what it gets. It is subscribed already, and nothing has been changed.`
    : `Somebody, we think you, asked on ${plain(asked)} for the link to what we keep about this address. It gets no digests from us, and that stays so.`
  const how = isSubscribed
    ? 'To see what you get, to change it, to pause or to stop it, or to copy or erase what we keep about you, open this link:'
    : 'To copy or erase what we keep about you, open this link:'
  const ends = `The link works for ${plain(good)}. Whoever has it can do all of this in your place, so please do not pass it on.`
  const heading = isSubscribed ? 'You are subscribed already' : 'What we keep about you'
  const not = 'If it was not you, do nothing: everything stays as it is.'
  return {
    subject,
    text: `${[who, how, manageLink, ends, not, `-- \n${service}`].join('\n\n')}\n`,
    html: layout({
      subject,
      preheader: 'You, or somebody else, asked for this link. Nothing has been changed.',
      serviceName: service,
      heading,
      body: html`<p>${who}</p>
        <p>${how}</p>
        <p><a class="action" style="${inline.action}" href="${manageLink}">${isSubscribed ? 'See and change it' : 'See what we keep'}</a></p>
        <p class="quiet">${manageLink}</p>
        <p>${ends}</p>`,
      foot: html`<p>${not}</p>`,
    }),
  }
}
