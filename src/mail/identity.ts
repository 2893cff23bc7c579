import { createHash } from 'node:crypto'
import type { Env } from '../config/env.ts'

/** As whom mails are sent. */
export type MailIdentity = {
  from: string
  /** The bare address of `from`. */
  address: string
  serviceName: string
  /** RFC 2919. */
  listId: string
  /** Made from what it is of alone, so that a message sent again is recognised (RFC 5322, 3.6.4). */
  messageId: (of: string) => string
}

export const serviceName = 'Ofsted alerts'

export function mailIdentity({ MAIL_FROM, PUBLIC_URL }: Pick<Env, 'MAIL_FROM' | 'PUBLIC_URL'>): MailIdentity {
  const domain = /@([^\s<>@]+)>?\s*$/.exec(MAIL_FROM)?.[1] ?? 'localhost'
  return {
    from: MAIL_FROM,
    address: /<([^>]*)>\s*$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM.trim(),
    serviceName,
    listId: `digests.${new URL(PUBLIC_URL).hostname}`,
    messageId: (of) => `<${createHash('sha256').update(of).digest('hex').slice(0, 40)}@${domain}>`,
  }
}
