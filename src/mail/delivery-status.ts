/** What became of a message for one recipient, as a delivery status notification tells it (RFC 3464, 2.3). */
export type RecipientStatus = {
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`; empty where it is missing. */
  action: string
  status: string
  /** The addresses it speaks of: as mailed, and as it was after aliases and forwarding. None where it names none. */
  addresses: string[]
  /** The other server's reply. */
  diagnostic: string
  /** The other server's name. */
  remote: string | null
}

export type DeliveryStatus = {
  /** Gmail puts it among the fields of the message. */
  messageId: string | null
  recipients: RecipientStatus[]
}

/** No report of ours has more than one or two: a message goes to one address. */
const mostGroups = 50

/** An address has at most 254 characters (RFC 5321, 4.5.3.1.3); what is longer is none. */
const longestAddress = 254

/** Reads the body of a `message/delivery-status`: groups of fields, with blank lines between them, the first about the message. */
export function parseDeliveryStatus(text: string): DeliveryStatus {
  const groups = text
    .split(/\r?\n(?:[ \t]*\r?\n)+/, mostGroups)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0)
  return {
    messageId: groups.find((fields) => fields.has('x-original-message-id'))?.get('x-original-message-id') ?? null,
    recipients: groups.filter((fields) => fields.has('final-recipient') || fields.has('action')).map(recipientOf),
  }
}

/** Characters of a field that are looked at: replies of some servers have a few lines. */
const longestField = 4000

/** Fields by their lower-case name, unfolded; of two with one name, the first. */
export function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of group.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (/^[!-9;-~]{1,80}$/.test(name) && !fields.has(name))
      fields.set(name, line.slice(colon + 1, colon + longestField).trim())
  }
  return fields
}

function recipientOf(fields: Map<string, string>): RecipientStatus {
  const field = (name: string) => fields.get(name) ?? ''
  return {
    action: /^[a-z]+/.exec(field('action').toLowerCase())?.[0] ?? '',
    status: field('status'),
    addresses: [field('original-recipient'), field('final-recipient')].map(afterType).filter(mayBeAddress),
    diagnostic: afterType(field('diagnostic-code')),
    remote: afterType(field('remote-mta')).split(/[\s(]/)[0] || null,
  }
}

/** Whether an address of a failure is worth comparing. */
export const mayBeAddress = (text: string): boolean => text !== '' && text.length <= longestAddress

/** `rfc822; <ann@example.org>` without its type and brackets. */
export const afterType = (text: string): string =>
  text
    .replace(/^[\w-]+\s*;\s*/, '')
    .replace(/^<([^<>]*)>$/, '$1')
    .trim()
