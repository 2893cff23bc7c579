import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import type { Message, Sender } from './sender.ts'

/**
 * Writes messages to a folder instead of sending them: the whole message as `.eml`, its HTML as `.html`. A message sent again overwrites
 * its first copy. File names hold the date, the subject and a part of the Message-ID, and no address.
 */
export function createOutbox({ dir }: { dir: string }): Sender {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true })
  return {
    async send(message) {
      const name = nameOf(message)
      const { message: eml } = await composer.sendMail(message)
      await mkdir(dir, { recursive: true })
      await write(path.join(dir, `${name}.eml`), eml)
      if (typeof message.html === 'string') await write(path.join(dir, `${name}.html`), message.html)
      return { kind: 'sent' }
    },
    async close() {
      composer.close()
    },
  }
}

/** Whoever looks into the folder sees whole files only. */
async function write(file: string, content: Parameters<typeof writeFile>[1]): Promise<void> {
  await writeFile(`${file}.part`, content)
  await rename(`${file}.part`, file)
}

function nameOf({ date, subject, messageId }: Message): string {
  const day = new Date(date ?? 0).toISOString().slice(0, 10)
  const words = (subject ?? '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60)
  return `${day}-${words}-${createHash('sha256').update(messageId).digest('hex').slice(0, 8)}`
}
