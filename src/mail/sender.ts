import type { SendMailOptions } from 'nodemailer'

/** What became of a message. */
export type SendAnswer =
  /** The server answered 250: it has the message. Not that anybody got it. */
  | { kind: 'sent' }
  /** The server will not take this message, ever. */
  | { kind: 'refused'; reason: string }
  /** Not now. `everyMessage`: the fault is not this message's; no other would have been taken either. */
  | { kind: 'later'; reason: string; everyMessage: boolean }
  /** The message was handed over and no answer came: it may have been taken. */
  | { kind: 'unknown'; reason: string }

export type Message = SendMailOptions & { messageId: string }

/** Where messages go: a mail server, or a folder. */
export type Sender = {
  send: (message: Message, signal: AbortSignal) => Promise<SendAnswer>
  close: () => Promise<void>
}
