import { createHash } from 'node:crypto'

/** How a Message-ID stands in a key: what is looked for may be any text that a stranger wrote. */
export const hashOfMessageId = (messageId: string): string =>
  createHash('sha256').update(messageId).digest('hex').slice(0, 32)
