import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeFailures } from '../../src/mail/judge-failures.ts'
import { mostCharacters, readReturnedMail } from '../../src/mail/returned-mail.ts'
import { complaint, eximBounce, exchangeBounce, gmailBounce, outOfOffice, postfixBounce, sesBounce } from './bounces.ts'
import { mutatedText, textMutations, type TextMutation } from '../helpers/mutated-text.ts'

const messages = [postfixBounce(), eximBounce(), exchangeBounce(), gmailBounce(), sesBounce(), complaint(), outOfOffice]

/** What messages that went wrong, or were made to do harm, are full of. */
const rubbish = [
  '\r\n',
  '\r\n\r\n',
  '\n \n',
  ' ',
  '\t',
  '--',
  '--x\r\n',
  '<',
  '>',
  '"',
  ';',
  '(',
  '=?utf-8?q?=00?=',
  '=',
  '\0',
  '\u2028',
  'Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Action: failed\r\n',
  'Status: 5.1.1\r\n',
  'Final-Recipient: rfc822; ann@example.net\r\n',
  'Diagnostic-Code: smtp; ',
  '550-5.1.1 ',
  'a@b ',
]

const mutations = textMutations(rubbish, 5000)

const mutated = (message: string, steps: TextMutation[]) => mutatedText(message, steps, 400_000)

/** Seconds that the slowest message may take on a machine that is busy with other things; the usual is a few hundredths. */
const mostSeconds = 10

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Reads it, and looks at what must hold of whatever was read. */
async function read(message: string): Promise<void> {
  const found = await readReturnedMail(message)
  if (found.kind === 'complaint' || found.kind === 'failed')
    for (const id of found.messageIds) expect(id).toMatch(/^<[^<>\s]{1,250}>$/)
  if (found.kind !== 'failed') return
  const judged = judgeFailures(found.recipients, 'ann@example.net')
  expect(judged.reason).not.toMatch(/@|[\r\n]/)
  expect(judged.reason.length).toBeLessThanOrEqual(200)
  expect(judged.remote ?? 'x').not.toMatch(/[\s@]/)
}

test('five hundred damaged bounces are read or refused, each in its time, and none brings an address along', async () => {
  let slowest = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...messages), mutations, async (message, steps) => {
      slowest = Math.max(slowest, await secondsOf(() => read(mutated(message, steps))))
    }),
    { numRuns: 500 },
  )
  expect(slowest).toBeLessThan(mostSeconds)
}, 120_000)

const head = 'From: a@example.net\r\nContent-Type: multipart/report; boundary=x; report-type=delivery-status\r\n'
const full = (text: string) => text.repeat(Math.ceil(mostCharacters / text.length))
const status = '\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n'

test.each([
  ['of parts without end', `${head}\r\n${full('--x\r\n\r\n')}`],
  [
    'of parts of a report without end',
    `${head}${full('\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\na\r\n')}`,
  ],
  ['of parts within parts', full('Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n')],
  [
    'of parts within parts, each with a name of its own',
    Array.from(
      { length: 10_000 },
      (_, at) => `Content-Type: multipart/report; boundary=x${at}\r\n\r\n--x${at}\r\n`,
    ).join(''),
  ],
  ['of messages within messages', full('Content-Type: message/rfc822\r\n\r\n')],
  ['of one header', `Subject: ${full('a')}`],
  ['of one folded header', `Subject: a${full('\r\n a')}`],
  ['of headers', full('A: b\r\n')],
  ['of addresses', `From: ${full('a@b, ')}\r\n\r\n`],
  ['of groups of addresses', `From: ${full('a:')}\r\n\r\n`],
  ['of encoded words', `Subject: ${full('=?utf-8?q?a?= ')}\r\n\r\n`],
  ['of parameters', `Content-Type: multipart/report${full('; a=b')}\r\n\r\n`],
  ['of blank lines', `${head}${status}${full('\r\n')}`],
  ['of blanks in a status', `${head}${status}Status: ${full(' ')}x\r\nAction: failed\r\n`],
  ['of blank lines with blanks', `${head}${status}Action: failed\r\n${full(' \r\n')}x`],
  ['of brackets', `${head}${status}Action: failed\r\nFinal-Recipient: ${full('<')}\r\n`],
  ['of a type', `${head}${status}Action: failed\r\nFinal-Recipient: ${full('a')}\r\n`],
  ['of a reply', `${head}${status}Action: failed\r\nDiagnostic-Code: smtp; ${full('550-5.1.1 ')}\r\n`],
  ['of recipients', `${head}${status}${full('Action: failed\r\n\r\n')}`],
  ['of references', `${head}References: ${full('<a ')}\r\n${status}Action: failed\r\n`],
  ['of HTML', `Content-Type: text/html\r\n\r\n${full('<a href="')}`],
  ['of HTML tags', `Content-Type: text/html\r\n\r\n${full('<')}`],
])('a message full %s costs no more than itself', async (_, message) => {
  expect(await secondsOf(() => read(message))).toBeLessThan(mostSeconds)
})
