import { describe, expect, test } from 'vitest'
import { judgeFailures } from '../../src/mail/judge-failures.ts'
import { readReturnedMail } from '../../src/mail/returned-mail.ts'
import {
  complaint,
  eximBounce,
  exchangeBounce,
  gmailBounce,
  letter,
  outOfOffice,
  postfixBounce,
  sesBounce,
} from './bounces.ts'

const servers = {
  Postfix: postfixBounce,
  Exim: eximBounce,
  Exchange: exchangeBounce,
  Gmail: gmailBounce,
  'Amazon SES': sesBounce,
}
const each = Object.entries(servers)

/** What a bounce means for somebody with this address. */
async function judged(message: string, address = 'ann@example.net') {
  const read = await readReturnedMail(message)
  return read.kind === 'failed' ? judgeFailures(read.recipients, address) : read
}

describe('a bounce', () => {
  test.each(each)('as %s writes it names the message that came back', async (_, write) => {
    expect(await readReturnedMail(write({ messageId: '<our.own@example.org>' }))).toMatchObject({
      kind: 'failed',
      messageIds: expect.arrayContaining(['<our.own@example.org>']),
    })
  })

  test.each([
    ['Postfix', '5.1.1', 'mx.example.net'],
    ['Exim', '5.2.1', 'mx.example.net'],
    ['Exchange', '5.1.10', null],
    ['Gmail', '5.1.1', 'gmail-smtp-in.l.google.com.'],
    ['Amazon SES', '5.1.1', null],
  ] as const)('as %s writes it of an address that is gone is hard', async (server, status, remote) => {
    const found = await judged(servers[server]())
    expect(found).toMatchObject({ kind: 'hard', status, remote })
    expect(found).toHaveProperty('reason', expect.not.stringMatching(/ann|@/))
  })

  test.each(each)('as %s writes it of a full mailbox is soft', async (_, write) => {
    expect(await judged(write({ status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 mailbox full' }))).toMatchObject({
      kind: 'soft',
      status: '5.2.2',
      reason: '552 5.2.2 mailbox full',
    })
  })

  test.each(each)('as %s writes it of a refusal as a matter of policy is the operator’s', async (_, write) => {
    const diagnostic = 'smtp; 550 5.7.26 This mail has been blocked because the sender is unauthenticated'
    expect(await judged(write({ status: '5.7.26', diagnostic }))).toMatchObject({ kind: 'policy', status: '5.7.26' })
  })

  test.each(each)('as %s writes it of a message that is still tried is nothing final', async (_, write) => {
    expect(await readReturnedMail(write({ action: 'delayed', status: '4.4.1' }))).toEqual({
      kind: 'notice',
      action: 'delayed',
    })
  })

  test.each(['delivered', 'relayed', 'expanded'])('that says %s is no failure', async (action) => {
    expect(await readReturnedMail(postfixBounce({ action, status: '2.0.0' }))).toEqual({ kind: 'notice', action })
  })

  test('is known by our own header first, whatever its Message-ID has become', async () => {
    const read = await readReturnedMail(sesBounce({ messageId: '<our.own@example.org>' }))
    expect(read).toHaveProperty('messageIds.0', '<our.own@example.org>')
  })

  test('that holds nothing of the message is known by what it answers', async () => {
    const bounce = exchangeBounce({ messageId: '<our.own@example.org>' })
    const without = bounce.replace('Content-Type: message/rfc822', 'Content-Type: application/octet-stream')
    expect(await readReturnedMail(without)).toHaveProperty('messageIds', ['<our.own@example.org>'])
  })

  test('in which lines end with LF alone, as pipes hand them over, is read all the same', async () => {
    for (const [, write] of each) expect(await judged(write().replaceAll('\r\n', '\n'))).toMatchObject({ kind: 'hard' })
  })

  test('behind the line with which mailboxes begin a message is read all the same', async () => {
    expect(await judged(`From MAILER-DAEMON Sun Mar 29 07:00:05 2026\n${postfixBounce()}`)).toMatchObject({
      kind: 'hard',
    })
  })

  test('with a status in base64 is read all the same', async () => {
    const [before = '', status = '', after = ''] = postfixBounce().split(
      /(?<=delivery-status\r\n\r\n)|(?=\r\n--3D.*\r\nContent-Description: Undelivered)/,
    )
    const encoded = `${before.slice(0, -2)}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(status).toString('base64')}${after}`
    expect(await judged(encoded)).toMatchObject({ kind: 'hard', status: '5.1.1' })
  })

  test('of an address in capitals is of that address', async () => {
    expect(await judged(postfixBounce({ to: 'Ann@Example.NET' }))).toMatchObject({ kind: 'hard' })
  })

  test('of one reader behind an address of a group does not end the others’ mail', async () => {
    const found = await judged(postfixBounce({ to: 'left@example.net' }), 'team@example.net')
    expect(found).toMatchObject({ kind: 'behind', status: '5.1.1' })
    expect(found).toHaveProperty('reason', expect.not.stringContaining('left'))
  })

  test('longer than any bounce is cut, and read as far as it goes', async () => {
    expect(
      await judged(eximBounce().replace('remains Inadequate\r\n--', `${'x'.repeat(3_000_000)}\r\n--`)),
    ).toMatchObject({ kind: 'hard' })
  })
})

describe('a complaint', () => {
  test.each(['abuse', 'fraud', 'opt-out', 'Abuse'])('of the kind %s names its message', async (feedback) => {
    expect(await readReturnedMail(complaint({ feedback, messageId: '<our.own@example.org>' }))).toEqual({
      kind: 'complaint',
      messageIds: ['<our.own@example.org>'],
      feedback: feedback.toLowerCase(),
    })
  })

  test.each(['not-spam', 'auth-failure', 'virus', 'other', ''])('is not what says %j', async (feedback) => {
    expect(await readReturnedMail(complaint({ feedback }))).toMatchObject({ kind: 'feedback' })
  })
})

describe('no bounce', () => {
  test('is what a program answers for somebody who is away', async () => {
    expect(await readReturnedMail(outOfOffice)).toEqual({ kind: 'automatic' })
    expect(await readReturnedMail(letter.replace('\r\n\r\n', '\r\nX-Autoreply: yes\r\n\r\n'))).toEqual({
      kind: 'automatic',
    })
  })

  test('is a receipt that somebody read it', async () => {
    const receipt = letter.replace(
      'text/plain; charset=utf-8',
      'multipart/report; report-type=disposition-notification; boundary=x',
    )
    expect(await readReturnedMail(receipt)).toEqual({ kind: 'automatic' })
  })

  test.each([
    ['a letter', letter],
    ['nothing', ''],
    ['a letter that quotes a bounce', `${letter}\r\n${postfixBounce()}`],
    ['a report of nothing', letter.replace('text/plain;', 'multipart/report; boundary=x;')],
    [
      'a bounce of a server that writes letters',
      letter.replace('Ann Example <ann@example.net>', 'MAILER-DAEMON@x.example'),
    ],
  ])('is %s: a person should look', async (_, message) => {
    expect(await readReturnedMail(message)).toMatchObject({ kind: 'other' })
  })

  test('is a letter that has a bounce attached', async () => {
    const forwarded =
      letter.replace(/Content-Type[^]*$/, '') +
      `Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\nContent-Type: message/rfc822\r\n\r\n${postfixBounce()}\r\n--zz--\r\n`
    expect(await readReturnedMail(forwarded)).toMatchObject({ kind: 'other' })
  })
})
