import type { ReturnedMail } from './returned-mail.ts'

/** What became of a message, as whoever carried it tells. */
export type Fate =
  | ReturnedMail
  /** The server of these addresses took it. */
  | { kind: 'delivered'; messageIds: string[]; addresses: string[] }
  /** Whoever was to carry it would not. */
  | { kind: 'rejected'; messageIds: string[]; reason: string }
