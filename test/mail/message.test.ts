import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import type { Message, Sender } from '../../src/mail/sender.ts'
import { createSmtpSender, smtpOptions } from '../../src/mail/smtp.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { buildMessage } from './build-message.ts'

let inbox: TestInbox
let sender: Sender
beforeAll(async () => {
  inbox = await startInbox()
  const { mail } = Settings.parse({})
  sender = createSmtpSender({ transport: createTransport(smtpOptions(inbox.url, mail)), timeoutMs: mail.timeout })
})
afterAll(async () => {
  await sender.close()
  await inbox[Symbol.asyncDispose]()
})
beforeEach(() => {
  inbox.messages.length = 0
})

/** The message as the server got it. */
async function sent(message: Message) {
  expect(await sender.send(message, new AbortController().signal)).toMatchObject({ kind: 'sent' })
  const got = inbox.messages.at(-1)
  if (got === undefined) throw new Error('expected a message in the inbox')
  return { ...got, text: got.raw.toString('latin1') }
}

/** Header lines as they stand in the raw message, unfolded by nobody. */
const headerLines = (text: string) => text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n')

describe('on the wire', () => {
  test('the headers are exactly these', async () => {
    const { text } = await sent(buildMessage())
    expect(headerLines(text)).toEqual([
      'List-Unsubscribe: <https://alerts.example.org/unsubscribe/WyJ1bnN1YnNjcmliZSIsImFubiIsbnVsbF0.vfyUKed8E0jwgsPZ3wV9liZ8tXYX9SloN3etEZcIG2Q>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-ID: <digests.alerts.example.org>',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: OOF, AutoReply',
      'X-Delivery: <d1@example.org>',
      'From: Ofsted alerts <alerts@example.org>',
      'To: ann@example.net',
      'Subject: Sandwell: remains Inadequate',
      'Message-ID: <d1@example.org>',
      'Date: Sun, 29 Mar 2026 07:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative;',
      expect.stringMatching(/^ boundary="[^"]{1,70}"$/),
    ])
  })

  test('text comes first and HTML last, both whole, whatever their letters and lengths', async () => {
    const words = `Cllr Zoë O’Brien – “inadequate” 學校\n.\n..\nFrom here\n${'x'.repeat(3000)}\n${'學校'.repeat(2000)}\n`
    const mail = { subject: 's', text: words, html: `<p title="=3D">${words}</p>` }
    const { raw, text, parsed } = await sent(buildMessage({ mail }))
    expect(parsed.text).toBe(words)
    expect(parsed.html).toBe(`<p title="=3D">${words}</p>`)
    expect(text.match(/^Content-Type: text\/\w+; charset=utf-8$/gm)).toEqual([
      'Content-Type: text/plain; charset=utf-8',
      'Content-Type: text/html; charset=utf-8',
    ])
    expect(text.match(/^Content-Transfer-Encoding: .*$/gm)).toEqual(
      Array(2).fill('Content-Transfer-Encoding: quoted-printable'),
    )
    const lines = text.split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    expect(raw.every((byte) => byte < 128)).toBe(true)
  })

  test('long and foreign subjects and names arrive as written', async () => {
    const subject = `Zoë: ${'sehr lange Wörter '.repeat(12)}学校`.trim()
    const { text, parsed } = await sent(
      buildMessage({
        from: '"Children’s services: alerts, news" <alerts@example.org>',
        mail: { subject, text: 't', html: 'h' },
      }),
    )
    expect(parsed.subject).toBe(subject)
    expect(parsed.from?.value).toEqual([{ name: 'Children’s services: alerts, news', address: 'alerts@example.org' }])
    // RFC 2047, 2: a line that holds an encoded word is limited to 76 characters.
    for (const line of headerLines(text).filter((line) => line.includes('=?')))
      expect(line.length).toBeLessThanOrEqual(76)
  })

  test('a longer link than any line is neither folded nor encoded', async () => {
    const url = `https://alerts.example.org/unsubscribe/${'a'.repeat(400)}`
    const { text } = await sent(buildMessage({ unsubscribe: { url } }))
    expect(headerLines(text)[0]).toBe(`List-Unsubscribe: <${url}>`)
  })

  test('a message that nobody subscribed to says nothing of unsubscribing', async () => {
    const { text } = await sent(buildMessage({ unsubscribe: null }))
    expect(text).not.toMatch(/list-unsubscribe/i)
    expect(text).toMatch(/^Auto-Submitted: auto-generated$/m)
  })

  test('an update follows on from what it updates', async () => {
    const { parsed } = await sent(
      buildMessage({ references: ['<d0@example.org>', '<d1@example.org>'], messageId: '<d2@example.org>' }),
    )
    expect(parsed).toMatchObject({
      inReplyTo: '<d1@example.org>',
      references: ['<d0@example.org>', '<d1@example.org>'],
    })
  })
})

const built = (message: Message) => new MailComposer(message).compile().build()

test('composed twice, it is the same byte for byte', async () => {
  expect(await built(buildMessage())).toEqual(await built(buildMessage()))
  expect(await built(buildMessage())).not.toEqual(await built(buildMessage({ messageId: '<d2@example.org>' })))
})

test('no text of ours or theirs can add a header or a part', async () => {
  const evil = fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\u0000',
        '\u0085',
        ' ',
        '\r\n\r\n',
        'Bcc: eve@example.net',
        'a',
        'é',
        ',',
        ';',
        '"',
        '=?utf-8?q?=0ABcc:_x?=',
        '>',
        '<',
      ),
    )
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(evil, evil, evil, async (subject, link, name) => {
      const message = buildMessage({
        mail: { subject, text: 't', html: 'h' },
        unsubscribe: { url: `https://alerts.example.org/${link}` },
        listId: `digests${link}.example.org`,
        messageId: `<d1${link}@example.org>`,
        references: [`<d0${link}@example.org>`],
        from: `${name} <alerts@example.org>`,
      })
      const [head = ''] = (await built(message)).toString('latin1').split('\r\n\r\n')
      const names = head
        .split(/\r\n(?![ \t])/)
        .map((line) => line.slice(0, line.indexOf(':')))
        .sort()
      const known = [
        'List-Unsubscribe',
        'List-Unsubscribe-Post',
        'List-ID',
        'Auto-Submitted',
        'X-Auto-Response-Suppress',
        'X-Delivery',
        'From',
        'To',
        'Message-ID',
        'In-Reply-To',
        'References',
        'Date',
        'MIME-Version',
        'Content-Type',
      ]
      expect(names.filter((name) => name !== 'Subject')).toEqual(known.sort())
      expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }),
    { numRuns: 500 },
  )
})

test('nothing in a message makes the mailer read a file or an address', async () => {
  const mail = { subject: 's', text: 't', html: '<img src="file:///etc/hostname"><img src="http://127.0.0.1:1/x">' }
  const { parsed } = await sent(buildMessage({ mail }))
  expect(parsed.attachments).toEqual([])
  await expect(built({ ...buildMessage(), attachments: [{ path: '/etc/hostname' }] })).rejects.toThrow(
    'File access rejected',
  )
  await expect(built({ ...buildMessage(), attachments: [{ path: 'http://127.0.0.1:1/x' }] })).rejects.toThrow(
    'Url access rejected',
  )
})
