import { expect, test } from 'vitest'
import { AllowedDomain, isAllowed } from '../../src/config/allowed-domains.ts'

test.each([
  ['example.org', 'example.org'],
  [' Leeds.GOV.UK ', 'leeds.gov.uk'],
  ['*.nhs.uk', '*.nhs.uk'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['*.MÜNCHEN.example', '*.xn--mnchen-3ya.example'],
])('%j is the domain %s', (text, domain) => {
  expect(AllowedDomain.parse(text)).toBe(domain)
})

test.each([
  'https://example.org',
  'example.org/path',
  'jo@example.org',
  '@example.org',
  'org',
  '*.org',
  '*',
  '**.example.org',
  'a.*.example.org',
  '.example.org',
  'example..org',
  '-a.example.org',
  'example.org.',
  '192.0.2.7',
  '',
  `${'a'.repeat(300)}.org`,
])('%j is refused, with what was expected', (text) => {
  const read = AllowedDomain.safeParse(text)
  expect(read.error?.issues.map(({ message }) => message)).toEqual([
    'expected a domain such as example.org, or *.example.org for every domain within it',
  ])
})

test('an address is of a domain itself, or of one within it where a star says so', () => {
  const domains = ['example.org', '*.gov.uk'].map((text) => AllowedDomain.parse(text))
  const allowed = ['jo@example.org', 'jo@EXAMPLE.org', 'jo@leeds.gov.uk', 'a@b@example.org']
  const refused = ['jo@sub.example.org', 'jo@gov.uk', 'jo@notgov.uk', 'jo@example.org.evil.net', 'example.org', '']
  expect(allowed.filter((address) => !isAllowed(address, domains))).toEqual([])
  expect(refused.filter((address) => isAllowed(address, domains))).toEqual(['example.org'])
  expect(isAllowed('anybody@anywhere.example', [])).toBe(true)
})
