import { expect, test } from 'vitest'
import { inboxOf, readMailAddress } from '../../src/mail/mail-address.ts'

test.each([
  ['jo@example.org', 'jo@example.org'],
  [' Jo.Smith+ofsted@Example.ORG ', 'Jo.Smith+ofsted@example.org'],
  ["o'neill@council.gov.uk", "o'neill@council.gov.uk"],
  ['jo@münchen.example', 'jo@xn--mnchen-3ya.example'],
  ['jo@пример.рф', 'jo@xn--e1afmkfd.xn--p1ai'],
])('%j is %s', (typed, address) => expect(readMailAddress(typed)).toEqual({ ok: true, address }))

test.each([
  '',
  'jo',
  '@example.org',
  'jo@',
  'jo@localhost',
  'jo@192.0.2.1',
  'jo@[192.0.2.1]',
  'jo@example..org',
  'jo@ex%61mple.org',
  'jo@example.org/path',
  'jo@example.org:25',
  '.jo@example.org',
  'jo..smith@example.org',
  'jo@-example.org',
  '"jo smith"@example.org',
  'jo smith@example.org',
  'Jo <jo@example.org>',
  'jo@example.org, ann@example.org',
  'jo@example.org\r\nBcc: all@example.org',
  'jo\r\nBcc: all@example.org',
  'jo\0@example.org',
  'jo\u2028@example.org',
  'jo@example.org\u0000.evil.example',
  'jö@example.org',
  `${'j'.repeat(65)}@example.org`,
  `jo@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.org`,
])('%j is no address, and is answered with what one looks like', (typed) => {
  const reading = readMailAddress(typed)
  expect(reading).toMatchObject({ ok: false })
  expect(reading.ok ? '' : reading.message).toContain('jo@example.org')
})

test('one inbox is counted as one, however it is written', () => {
  expect(new Set(['jo@example.org', 'JO@example.org', 'jo+a@example.org', 'jo+b+c@example.org'].map(inboxOf))).toEqual(
    new Set(['jo@example.org']),
  )
  expect(inboxOf('+jo@example.org')).toBe('+jo@example.org')
})
