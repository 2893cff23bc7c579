import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plain, shorten } from '../../src/emails/plain.ts'
import { Settings } from '../../src/config/settings.ts'
import type { Message, Sender } from '../../src/mail/sender.ts'
import { createSmtpSender, smtpOptions } from '../../src/mail/smtp.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { buildMessage } from './build-message.ts'
import { fieldsOf, headerFaults, headOf } from './header-faults.ts'

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
    // As it may be written without quotes, too.
    const plainly = await sent(buildMessage({ from: 'Alerts (news), Kent: "all" <alerts@example.org>' }))
    expect(plainly.parsed.from?.value).toEqual([{ name: 'Alerts (news), Kent: "all"', address: 'alerts@example.org' }])
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

/** With the line ends of the wire. */
const wired = (message: Message) => new MailComposer({ ...message, newline: 'windows' }).compile().build()

test('composed twice, it is the same byte for byte', async () => {
  expect(await built(buildMessage())).toEqual(await built(buildMessage()))
  expect(await built(buildMessage())).not.toEqual(await built(buildMessage({ messageId: '<d2@example.org>' })))
})

describe('whatever stands in a text of ours or theirs,', () => {
  const evil = fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\u0000',
        '\u0085',
        '\u000B',
        ' ',
        '\r\n\r\n',
        '\r\n Bcc: eve@example.net',
        'Bcc: eve@example.net',
        'a',
        'é',
        '學校',
        '👩‍👧',
        '\u202Eabc',
        'שלום',
        'x'.repeat(300),
        'long words '.repeat(20),
        ',',
        ';',
        ':',
        '(',
        '"',
        '\\',
        '@',
        '=?utf-8?q?=0ABcc:_x?=',
        '>',
        '<',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''))
  const known = [
    'list-unsubscribe',
    'list-unsubscribe-post',
    'list-id',
    'auto-submitted',
    'x-auto-response-suppress',
    'x-delivery',
    'in-reply-to',
    'references',
  ]

  test('the header holds what it should, in lines as they should be', async () => {
    await fc.assert(
      fc.asyncProperty(evil, evil, async (subject, name) => {
        const message = buildMessage({
          mail: { subject: `s${subject}`, text: 't', html: 'h' },
          from: `${name} <alerts@example.org>`,
          references: ['<d0@example.org>'],
        })
        expect(headerFaults(await wired(message), known)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('no identifier of ours can add a field', async () => {
    await fc.assert(
      fc.asyncProperty(evil, async (link) => {
        const message = buildMessage({
          unsubscribe: { url: `https://alerts.example.org/${link}` },
          listId: `digests${link}.example.org`,
          messageId: `<d1${link}@example.org>`,
          references: [`<d0${link}@example.org>`],
        })
        const head = headOf(await wired(message))
        expect(
          fieldsOf(head)
            .map(({ name }) => name)
            .toSorted(),
        ).toEqual([...known, 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'].toSorted())
        expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      }),
      { numRuns: 300 },
    )
  })

  test('a subject arrives as a digest has it', async () => {
    await fc.assert(
      fc.asyncProperty(evil, async (text) => {
        const subject = `${shorten(plain(text), 119)}.`
        const { subject: read } = await simpleParser(
          await wired(buildMessage({ mail: { subject, text: 't', html: 'h' } })),
        )
        // What passes for an encoded word is shown, and not read.
        expect(read).toBe(subject.replaceAll('=?', '= ?'))
      }),
      { numRuns: 300 },
    )
  })
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
