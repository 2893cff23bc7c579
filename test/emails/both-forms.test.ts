import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderDigest } from '../../src/emails/digest.ts'
import type { DigestEvent } from '../../src/events/digest.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { buildDigestMail, many, reported, updated } from './every-mail.ts'
import { linesOf, textOfHtml } from './text-of-html.ts'

/** Text as people write it, and as those write it who mean harm. */
const text = fc.oneof(
  fc.constantFrom('Kent', 'Leeds', 'Bournemouth, Christchurch and Poole', 'Cllr Zoë O’Brien & Sons', '學校'),
  fc
    .array(
      fc.constantFrom(
        'word',
        ' ',
        '<b>',
        '</li></ul>',
        '&amp;lt;',
        '"',
        "'",
        '\r\n\r\n-- \r\n',
        '\u2028',
        '\u0000',
        '\u00A0',
        '\u202E',
        '\u200B',
        'é\u0301\u0301\u0301',
        '👩‍👧',
        '– ',
        ' — BBC',
        'Update ',
        '- ',
        'https://evil.example/',
        'x'.repeat(90),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)

const url = fc.oneof(
  fc.constantFrom(null, 'javascript:alert(1)', 'https://a.example/?a=1&amp=2&copy=3', 'https://a.example/"x\u202E<b>'),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  text,
)

const source = fc
  .record({ itemId: fc.uuid(), outlet: text, title: text, url, sentence: text, score: fc.integer({ min: 0, max: 9 }) })
  .map(({ sentence, ...rest }) => buildSource({ ...rest, evidence: [{ sentence, start: 0, end: 1, why: '' }] }))

const event: fc.Arbitrary<DigestEvent> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(updated, reported) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        authority: text,
        rule: fc.oneof(fc.constantFrom('rating-change', 'monitoring-visit'), text),
        sources: fc.array(source, { minLength: 1, maxLength: 15 }),
      })
      .map((overrides) => ({ known: null, event: buildEvent(overrides) })),
  },
)

const digest = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 10 }),
  more: fc.nat({ max: 2 }),
  cadence: fc.constantFrom('immediate', 'daily', 'weekly'),
  failedFeeds: fc.array(fc.record({ name: text, lastOk: fc.constantFrom(null, '2026-03-01T00:00:00.000Z') }), {
    maxLength: 25,
  }),
})

test('text and HTML of a digest say the same, to the letter and in the same order, whatever it is told', () => {
  fc.assert(
    fc.property(digest, fc.boolean(), fc.boolean(), (told, manage, edition) => {
      const props = buildDigestMail(told)
      const { links } = props
      const mail = renderDigest({
        ...props,
        links: { ...links, manage: manage ? links.manage : null, edition: edition ? links.edition : null },
      })
      expect(textOfHtml(mail.html)).toEqual(linesOf(mail.text))
    }),
    { numRuns: 150 },
  )
})

test.each([60, 150, 300])('a digest of %i events says the same in both, however short it has to be', (count) => {
  const mail = renderDigest(buildDigestMail({ events: [...many(count), reported, updated] }))
  expect(textOfHtml(mail.html)).toEqual(linesOf(mail.text))
})
