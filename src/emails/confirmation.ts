import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Mail } from './mail.ts'
import { plain } from './plain.ts'
import { inline } from './styles.ts'

export type ConfirmationMail = {
  /** Opens the page with the button; opening it confirms nothing. */
  confirmLink: string
  serviceName: string
  /** What they would get: "everything we watch in Sandwell, each day at 08:00". */
  wants: string
  /** When it was asked for, as people say it, and from where if that is known: "29 March 2026 at 09:12, from the network 192.0.2.0/24,". */
  asked: string
  /** How long the link is good: "7 days, until 5 April 2026 at 09:12". */
  good: string
}

/**
 * Asks whether an address wants what somebody asked for in its name. Short, without pictures and with one link, as filters trust it; holds
 * nothing of what the asker could write freely.
 */
export function renderConfirmation({ confirmLink, serviceName, wants, asked, good }: ConfirmationMail): Mail {
  const service = plain(serviceName)
  const subject = `Please confirm: ${service}`
  const who = `Somebody, we think you, asked on ${plain(asked)} for news about children's services to be sent to this address:`
  const want = plain(wants)
  const nothing = 'Nothing is sent until you open this link and press the button there:'
  const ends = `The link works for ${plain(good)}.`
  const not = 'If it was not you, do nothing: you will hear no more of it.'
  return {
    subject,
    text: `${[who, `  ${want}`, nothing, confirmLink, ends, not, `-- \n${service}`].join('\n\n')}\n`,
    html: layout({
      subject,
      preheader: `You would get ${want}. Nothing is sent until you confirm.`,
      serviceName: service,
      heading: 'Is this what you want?',
      body: html`<p>${who}</p>
        <p><strong>${want}</strong></p>
        <p>${nothing}</p>
        <p><a class="action" style="${inline.action}" href="${confirmLink}">See and confirm</a></p>
        <p class="quiet">${confirmLink}</p>
        <p>${ends}</p>`,
      foot: html`<p>${not}</p>`,
    }),
  }
}
