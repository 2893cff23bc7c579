import type { SendMailOptions } from 'nodemailer'

/** What became of a message. No `reason` or `response` holds an address. */
export type SendAnswer =
  /** The server answered 250: it has the message. Not that anybody got it. */
  | { kind: 'sent'; response: string }
  /** The server will not take this message, ever. `code` is its reply code; null where nodemailer would not even offer it. */
  | { kind: 'refused'; code: number | null; reason: string }
  /**
   * Not now. `code` null: the server did not answer. `everyMessage`: the fault is not this message's, no other would have been taken
   * either; it is the operator's to look into.
   */
  | { kind: 'later'; code: number | null; reason: string; everyMessage: boolean }
  /** The message was handed over and no answer came: it may have been taken. */
  | { kind: 'unknown'; reason: string }

export type Message = SendMailOptions & {
  to: { name: string; address: string }
  html?: string
  messageId: string
  date: Date
}

/** Where messages go: a mail server, or a folder. */
export type Sender = {
  /** One attempt. It ends soon after `signal` is aborted, whatever the server does. */
  send: (message: Message, signal: AbortSignal) => Promise<SendAnswer>
  close: () => Promise<void>
}
