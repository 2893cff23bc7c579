import type { Mail } from './mail.ts'
import { plain } from './plain.ts'

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
 * Asks whether an address wants what somebody asked for in its name. Short, plain text alone and with one link, as filters for junk trust it;
 * holds nothing of what the asker could write freely.
 */
export function renderConfirmation({ confirmLink, serviceName, wants, asked, good }: ConfirmationMail): Mail {
  const service = plain(serviceName)
  const paragraphs = [
    `Somebody, we think you, asked on ${plain(asked)} for news about children's services to be sent to this address:`,
    `  ${plain(wants)}`,
    'Nothing is sent until you open this link and press the button there:',
    confirmLink,
    `The link works for ${plain(good)}.`,
    'If it was not you, do nothing: you will hear no more of it.',
    `-- \n${service}`,
  ]
  return { subject: `Please confirm: ${service}`, text: `${paragraphs.join('\n\n')}\n`, html: null }
}
