import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Message, Sender } from './sender.ts'

/**
 * Writes messages to a folder instead of sending them: the whole message as `.eml`, its HTML, where it has some, as `.html`. Files are named by the message's
 * date and a part of its Message-ID, so that one sent again replaces its first copy, and no name holds an address.
 */
export function createOutbox({ dir }: { dir: string }): Sender {
  return {
    async send(message, signal) {
      if (signal.aborted)
        return { kind: 'later', code: null, reason: 'stopped before it was written', everyMessage: false }
      const eml = await new MailComposer({ ...message, newline: 'windows' }).compile().build()
      const name = nameOf(message)
      try {
        await mkdir(dir, { recursive: true })
        // The message last: where it is, its HTML is.
        if (message.html !== undefined) await write(path.join(dir, `${name}.html`), message.html)
        await write(path.join(dir, `${name}.eml`), eml)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        return { kind: 'later', code: null, reason: `the outbox cannot be written: ${why}`, everyMessage: true }
      }
      return { kind: 'sent', response: `${name}.eml` }
    },
    async close() {},
  }
}

/** Whoever looks into the folder sees whole files only. */
async function write(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, content)
  await rename(`${file}.part`, file)
}

/** `2026-03-29T070000Z-0123456789ab` */
function nameOf({ date, messageId }: Message): string {
  const time = date.toISOString().replace(/\.\d+/, '').replaceAll(':', '')
  return `${time}-${createHash('sha256').update(messageId).digest('hex').slice(0, 12)}`
}
