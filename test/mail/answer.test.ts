import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeSendError, withoutAddress } from '../../src/mail/answer.ts'

const address = 'ann.smith@example.net'

/** As nodemailer makes them; which it makes when is seen in smtp.test.ts. */
const smtpError = (message: string, fields: { code?: string; responseCode?: number; command?: string } = {}) =>
  Object.assign(new Error(message), fields)
const judge = (error: unknown, handedOver = false) => judgeSendError(error, { handedOver, address })

describe('the reply code decides', () => {
  test('not the error code: a 450 and a 550 have the same', () => {
    const at = { code: 'EENVELOPE', command: 'RCPT TO' }
    expect(judge(smtpError('m', { ...at, responseCode: 450 }))).toMatchObject({ kind: 'later', code: 450 })
    expect(judge(smtpError('m', { ...at, responseCode: 550 }))).toMatchObject({ kind: 'refused', code: 550 })
  })

  test('for every code there is, and an answer is never unknown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400, max: 599 }),
        fc.constantFrom('CONN', 'EHLO', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO', 'DATA', undefined),
        fc.boolean(),
        (responseCode, command, handedOver) => {
          const answer = judge(
            smtpError('m', { responseCode, ...(command === undefined ? {} : { command }) }),
            handedOver,
          )
          expect(answer.kind).not.toBe('unknown')
          if (answer.kind === 'refused')
            expect([
              responseCode >= 500,
              responseCode === 503,
              ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? ''),
            ]).toEqual([true, false, true])
          if (responseCode >= 500 && responseCode < 530 && responseCode !== 503 && command === 'RCPT TO')
            expect(answer.kind).toBe('refused')
        },
      ),
    )
  })

  test('and without one, whether the message was handed over', () => {
    for (const code of ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EABORT']) {
      expect(judge(smtpError('m', { code, command: 'CONN' }), false)).toMatchObject({
        kind: 'later',
        everyMessage: true,
      })
      expect(judge(smtpError('m', { code, command: 'CONN' }), true)).toMatchObject({ kind: 'unknown' })
    }
  })

  test('what is no error at all is tried again, and shown', () => {
    expect(judge('boom')).toEqual({ kind: 'later', code: null, reason: 'boom', everyMessage: true })
    expect(judge(new TypeError('x is not a function'))).toMatchObject({ kind: 'later', everyMessage: true })
  })
})

describe('a reason', () => {
  test.each([
    ['550 5.1.1 <ann.smith@example.net>: user unknown', '550 5.1.1 <(address)>: user unknown'],
    ['550 ANN.SMITH@EXAMPLE.NET... no', '550 (address)... no'],
    ['550 Ann.Smith: user unknown in local table', '550 (address): user unknown in local table'],
    ['550 "ann smith"@example.net', '550 "ann (address)'],
    ['450 bounces+ann=example.net@lists.example.org', '450 (address)'],
    ['550 see https://example.org/why?to=other%40example.net now', '550 see (address) now'],
    ['450-greylisted\r\n450 try\tlater\u0000', '450-greylisted 450 try later '],
  ])('%s', (said, expected) => {
    expect(withoutAddress(said, address)).toBe(expected)
  })

  test('has no address in it, however the server puts it, and is short', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), fc.string(), (email, before, after) => {
        const said = withoutAddress(`550 ${before} <${email}> ${after}`, email)
        expect(said.toLowerCase()).not.toContain(email.toLowerCase())
        expect(said.length).toBeLessThanOrEqual(500)
      }),
    )
  })

  test('ends with no half of an address', () => {
    const long = 'x'.repeat(60)
    for (let shift = 0; shift < 90; shift++) {
      const said = withoutAddress(`${' y'.repeat(shift)} ${`${long}@example.net `.repeat(40)}`, `${long}@example.net`)
      expect(said).not.toContain('xxx')
    }
  })

  test('of a megabyte is cut short', () => {
    expect(withoutAddress('a'.repeat(1_000_000), address).length).toBeLessThanOrEqual(500)
    expect(withoutAddress('@'.repeat(1_000_000), '(((((@example.net').length).toBeLessThanOrEqual(500)
  })
})
