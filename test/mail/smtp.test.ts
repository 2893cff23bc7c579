import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import type { SendAnswer, Sender } from '../../src/mail/sender.ts'
import { createSmtpSender, smtpOptions } from '../../src/mail/smtp.ts'
import { startInbox, type Behaviour, type InboxOptions } from '../helpers/inbox.ts'
import { buildMessage } from './build-message.ts'
import { startScriptedServer, type Answer, type Step } from './scripted-server.ts'

const never = new AbortController().signal
const address = 'ann@example.net'

const open: Sender[] = []
afterEach(async () => {
  for (const sender of open.splice(0)) await sender.close()
})

/** As app.ts makes it, with less patience. */
function senderTo(
  url: string,
  {
    timeout = 400,
    connections = 5,
    deadline = timeout,
  }: { timeout?: number; connections?: number; deadline?: number } = {},
): Sender {
  const mail = { ...Settings.parse({}).mail, timeout, connections }
  const sender = createSmtpSender({ transport: createTransport(smtpOptions(url, mail)), timeoutMs: deadline })
  open.push(sender)
  return sender
}

const later = (code: number | null, everyMessage: boolean) =>
  expect.objectContaining({ kind: 'later', code, everyMessage })
const refused = (code: number | null) => expect.objectContaining({ kind: 'refused', code })
const unknown = expect.objectContaining({ kind: 'unknown' })

/** Only who is kept waiting must lose patience soon: on a busy machine an answer may take its time. */
const patience = (behaviour: Behaviour) => (behaviour.startsWith('hang') ? 1500 : 20_000)

describe('an attempt at a mail server', () => {
  const outcomes: [Behaviour, unknown, number][] = [
    ['accept', expect.objectContaining({ kind: 'sent', response: expect.stringMatching(/^250/) }), 1],
    ['450', later(450, false), 0],
    ['550', refused(550), 0],
    ['421', later(421, true), 0],
    ['503 5.5.1 log in first', later(503, true), 0],
    ['530 5.7.0 authentication required', later(530, true), 0],
    ['data: 452 4.3.1 no room', later(452, false), 0],
    ['data: 554 5.7.1 looks like spam', refused(554), 0],
    ['hang-at-rcpt', later(null, true), 0],
    ['hang', unknown, 0],
    ['drop-before-data', later(null, true), 0],
    ['drop-after-data', unknown, 1],
  ]
  test.each(outcomes)('that meets "%s" ends as it should', async (behaviour, expected, arrived) => {
    await using inbox = await startInbox({ behaviour })
    const sender = senderTo(inbox.url, { timeout: patience(behaviour) })
    expect(await sender.send(buildMessage(), never)).toEqual(expected)
    expect(inbox.countsByRecipient()).toEqual(arrived === 0 ? {} : { [address]: arrived })
    expect(inbox.attempts).toHaveLength(1)
  })

  // A connection that has carried a message before is treated by nodemailer's pool in another way.
  test.each(outcomes)('over a used connection that meets "%s" ends the same', async (behaviour, expected, arrived) => {
    await using inbox = await startInbox()
    const sender = senderTo(inbox.url, { connections: 1, timeout: patience(behaviour) })
    await sender.send(buildMessage({ to: 'first@example.net', messageId: '<d0@example.org>' }), never)
    inbox.behave(behaviour)
    expect(await sender.send(buildMessage(), never)).toEqual(expected)
    expect(inbox.countsById()).toEqual({
      '<d0@example.org>': 1,
      ...(arrived === 0 ? {} : { '<d1@example.org>': arrived }),
    })
  })

  test('cut off amid a large message was not handed over', async () => {
    await using inbox = await startInbox({ behaviour: 'drop-in-data' })
    const mail = { subject: 's', text: 'x'.repeat(20_000_000), html: '' }
    expect(await senderTo(inbox.url, { timeout: 10_000 }).send(buildMessage({ mail }), never)).toEqual(
      later(null, true),
    )
    expect(inbox.messages).toEqual([])
  })

  test('put off with 450 arrives once when it is made again', async () => {
    await using inbox = await startInbox()
    inbox.script(address, '450', 'accept')
    const sender = senderTo(inbox.url, { connections: 1 })
    expect(await sender.send(buildMessage(), never)).toEqual(later(450, false))
    expect(await sender.send(buildMessage(), never)).toMatchObject({ kind: 'sent' })
    expect(inbox.countsById()).toEqual({ '<d1@example.org>': 1 })
    // The refusal did not cost the connection.
    expect(inbox.connections()).toBe(1)
  })

  test('never shows the address in its answer', async () => {
    await using inbox = await startInbox()
    const said: SendAnswer[] = []
    for (const behaviour of [
      '450',
      '550',
      'data: 550',
      '550 5.1.1 Ann: user unknown',
      '550 "ann"@example.net is not here',
    ] as const) {
      inbox.script(address, behaviour)
      said.push(await senderTo(inbox.url).send(buildMessage(), never))
    }
    expect(JSON.stringify(said)).not.toMatch(/\bann\b|@/i)
    expect(said).toHaveLength(5)
  })
})

describe('a server that misbehaves', () => {
  const atMail = { EHLO: '250-test\r\n250 AUTH PLAIN' } as const
  const outcomes: [string, Partial<Record<Step, Answer>>, unknown][] = [
    ['is busy when greeting', { greeting: '421 4.3.2 busy' }, later(421, true)],
    ['wants no mail at all', { greeting: '554 5.3.2 no mail here' }, later(554, true)],
    ['does not greet', { greeting: 'hang' }, later(null, true)],
    ['cuts before its greeting', { greeting: 'drop' }, later(null, true)],
    ['greets in no known language', { greeting: '999 x' }, later(null, true)],
    ['never finishes its greeting', { greeting: 'trickle' }, later(null, true)],
    ['cuts after EHLO', { EHLO: 'drop' }, later(null, true)],
    ['fails the login for now', { ...atMail, AUTH: '454 4.7.0 try later' }, later(454, true)],
    ['refuses the login', { ...atMail, AUTH: '535 5.7.8 wrong' }, later(535, true)],
    ['refuses our own address', { MAIL: '553 5.1.8 no such domain' }, later(553, true)],
    ['puts our address off', { MAIL: '451 4.1.8 lookup failed' }, later(451, false)],
    ['finds the message too big', { MAIL: '552 5.3.4 too big' }, refused(552)],
    ['finds the address malformed', { RCPT: '501 5.1.3 bad syntax' }, refused(501)],
    ['trickles at RCPT', { RCPT: 'trickle' }, later(null, true)],
    ['answers nonsense at RCPT', { RCPT: '999 x' }, later(null, true)],
    ['refuses DATA', { DATA: '554 5.5.1 no valid recipients' }, refused(554)],
    ['cuts at DATA', { DATA: 'drop' }, later(null, true)],
    ['hangs at DATA', { DATA: 'hang' }, later(null, true)],
    ['is busy after the message', { message: '421 4.3.2 closing' }, later(421, true)],
    ['hangs after the message', { message: 'hang' }, unknown],
    ['cuts after the message', { message: 'drop' }, unknown],
    ['trickles after the message', { message: 'trickle' }, unknown],
    ['answers nonsense to the message', { message: '999 x' }, unknown],
  ]
  // Silent or trickling, such a server never ends: without our deadline the test would not either.
  test.each(outcomes)('and %s', async (_name, script, expected) => {
    await using server = await startScriptedServer(script)
    const url = script.AUTH === undefined ? server.url : server.url.replace('//', '//user:pass@')
    expect(await senderTo(url, { timeout: 300, deadline: 500 }).send(buildMessage(), never)).toEqual(expected)
    expect(server.messages).toHaveLength(script.message === undefined ? 0 : 1)
  })

  test('or is not there at all', async () => {
    await using inbox = await startInbox()
    await inbox.stop()
    expect(await senderTo(inbox.url).send(buildMessage(), never)).toEqual(later(null, true))
    await inbox.start()
    expect(await senderTo(inbox.url).send(buildMessage(), never)).toMatchObject({ kind: 'sent' })
    expect(inbox.countsById()).toEqual({ '<d1@example.org>': 1 })
  })

  test('or went away and came back between two messages', async () => {
    await using inbox = await startInbox()
    const sender = senderTo(inbox.url, { timeout: 5000 })
    await sender.send(buildMessage(), never)
    await inbox.stop()
    await inbox.start()
    expect(await sender.send(buildMessage({ messageId: '<d2@example.org>' }), never)).toMatchObject({ kind: 'sent' })
    expect(inbox.countsById()).toEqual({ '<d1@example.org>': 1, '<d2@example.org>': 1 })
  })
})

describe('the operator', () => {
  test('is told of a login that is refused, and of certificates that nobody vouches for', async () => {
    const settings: [InboxOptions, (url: string) => string, unknown][] = [
      [{ auth: { user: 'u', pass: 'p' } }, (url) => url, expect.objectContaining({ kind: 'sent' })],
      [{ auth: { user: 'u', pass: 'p' } }, (url) => url.replace(':p@', ':wrong@'), later(535, true)],
      [{ auth: { user: 'u', pass: 'p' } }, (url) => url.replace('u:p@', ''), later(530, true)],
      [{ security: 'starttls' }, (url) => url, later(null, true)],
      [{ security: 'tls' }, (url) => url, later(null, true)],
      [{ security: 'tls' }, (url) => `${url}?tls.rejectUnauthorized=false`, expect.objectContaining({ kind: 'sent' })],
    ]
    for (const [options, change, expected] of settings) {
      await using inbox = await startInbox(options)
      expect(
        await senderTo(change(inbox.url), { timeout: 3000 }).send(buildMessage(), never),
        JSON.stringify(options),
      ).toEqual(expected)
    }
  })

  test('finds no fault where the process was only told to stop', async () => {
    await using inbox = await startInbox({ behaviour: 'hang-at-rcpt' })
    const stop = new AbortController()
    const sender = senderTo(inbox.url, { timeout: 20_000 })
    const sending = sender.send(buildMessage(), stop.signal)
    await vi.waitFor(() => expect(inbox.attempts).toHaveLength(1))
    stop.abort()
    expect(await sending).toEqual({
      kind: 'later',
      code: null,
      reason: 'stopped before the server answered',
      everyMessage: false,
    })
    expect(await sender.send(buildMessage(), stop.signal)).toMatchObject({ kind: 'later', everyMessage: false })
    expect(inbox.attempts).toHaveLength(1)
  })

  test('sees as unknown what was handed over when the process was told to stop', async () => {
    await using inbox = await startInbox({ behaviour: 'hang' })
    const stop = new AbortController()
    const sending = senderTo(inbox.url, { timeout: 20_000 }).send(buildMessage(), stop.signal)
    await vi.waitFor(() => expect(inbox.received()).toBe(1))
    stop.abort()
    expect(await sending).toEqual({ kind: 'unknown', reason: 'stopped before the server answered' })
  })
})

test('one hanging message does not hold up the others', async () => {
  await using inbox = await startInbox()
  inbox.script('stuck@example.net', 'hang')
  const sender = senderTo(inbox.url, { timeout: 1000, connections: 2 })
  const stuck = sender.send(buildMessage({ to: 'stuck@example.net', messageId: '<stuck@example.org>' }), never)
  const ids = Array.from({ length: 40 }, (_, at) => `<n${at}@example.org>`)
  const answers = await Promise.all(ids.map((messageId) => sender.send(buildMessage({ messageId }), never)))
  expect(answers.every(({ kind }) => kind === 'sent')).toBe(true)
  expect(await stuck).toEqual(unknown)
  expect(inbox.countsById()).toEqual(Object.fromEntries(ids.map((id) => [id, 1])))
})

test('a message that ran out of time gives its connection back', async () => {
  await using inbox = await startInbox()
  inbox.script('stuck@example.net', 'hang')
  const sender = senderTo(inbox.url, { timeout: 20_000, deadline: 1000, connections: 1 })
  expect(await sender.send(buildMessage({ to: 'stuck@example.net' }), never)).toEqual({
    kind: 'unknown',
    reason: 'no answer within 1000 ms',
  })
  expect(await sender.send(buildMessage(), never)).toMatchObject({ kind: 'sent' })
  expect(inbox.countsByRecipient()).toEqual({ [address]: 1 })
})

test('an address is one address, whatever it holds', async () => {
  await using inbox = await startInbox()
  const sender = senderTo(inbox.url)
  expect(await sender.send(buildMessage({ to: '' }), never)).toEqual(refused(null))
  for (const to of [
    'a@example.net, b@example.net',
    'a@example.net\r\nRCPT TO:<b@example.net>',
    'a <b@example.net>',
    'group:b@example.net;',
  ]) {
    await sender.send(buildMessage({ to }), never)
  }
  expect(inbox.attempts.filter((attempt) => attempt.to === 'b@example.net')).toEqual([])
  expect(inbox.messages).toEqual([])
})

describe('a password in SMTP_URL', () => {
  test.each([
    ['smtp://ann:secret@mail.example.org', true],
    ['smtp://mail.example.org', false],
    ['smtp://ann:secret@127.0.0.1:2525', false],
    ['smtp://ann:secret@127.0.0.1.example.org', true],
  ])('goes out over TLS alone, but on this machine (%s)', (url, expected) => {
    expect(smtpOptions(url, Settings.parse({}).mail).requireTLS).toBe(expected)
  })
})
