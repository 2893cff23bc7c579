import { describe, expect, it } from 'vitest'
import { renderDigest, type DigestMail } from '../../src/emails/digest.ts'
import type { Digest, DigestEvent } from '../../src/events/digest.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'

const rules = new Map<string, RuleFacts>([
  [
    'rating-change',
    {
      id: 'rating-change',
      title: 'Rating change',
      severity: 90,
      joining: { windowDays: 30, same: [], alike: {}, material: [] },
      says: [{ when: { direction: 'unchanged' }, text: '{authority}: remains {rating}' }],
    },
  ],
  [
    'monitoring-visit',
    {
      id: 'monitoring-visit',
      title: 'Monitoring visit',
      severity: 40,
      joining: { windowDays: 30, same: [], alike: {}, material: [] },
      says: [{ when: {}, text: '{authority}: {number:ordinal} monitoring visit' }],
    },
  ],
])

const digestOf = (events: DigestEvent[], overrides: Partial<Digest> = {}): Digest => ({
  subscriberId: 'ann',
  window: 'daily-2026-03-29',
  cadence: 'daily',
  timeZone: 'Europe/London',
  frozen: '2026-03-29T07:00:00.000Z',
  events,
  more: 0,
  failedFeeds: [],
  ...overrides,
})

const mailOf = (digest: Digest, links: Partial<DigestMail['links']> = {}) =>
  renderDigest({
    digest,
    rules,
    serviceName: 'Ofsted alerts',
    links: { unsubscribe: 'https://alerts.example.org/unsubscribe/t', manage: null, more: null, ...links },
  })

const star = buildSource({
  itemId: 'star',
  outlet: 'Express & Star',
  title: 'Still failing',
  url: 'https://star.example/1',
  published: '2026-03-28T23:30:00.000Z',
})
const sandwell: DigestEvent = { kind: 'new', event: buildEvent({ sources: [buildSource(), star] }) }
const wirral: DigestEvent = {
  kind: 'update',
  event: buildEvent({ id: 'w', authority: 'Wirral', rule: 'monitoring-visit', fields: { number: 7 } }),
}

describe('a digest', () => {
  it('says the same in HTML and in text', async () => {
    const digest = digestOf([sandwell, wirral], {
      more: 14,
      failedFeeds: [
        { name: 'BBC Kent', lastOk: '2026-03-27T10:00:00.000Z' },
        { name: 'LGC', lastOk: null },
      ],
    })
    const { subject, html, text } = mailOf(digest, {
      more: 'https://alerts.example.org/d/1',
      manage: 'https://alerts.example.org/m/1',
    })
    expect(subject).toBe('Sandwell: remains Inadequate, and 15 more')
    await expect(text).toMatchFileSnapshot('digest.txt')
    await expect(html).toMatchFileSnapshot('digest.html')
  })

  it('writes dates in the zone of its reader', () => {
    // 23:30 in UTC is still the 28th in London before the clocks go forward, and the 29th in Athens.
    expect(mailOf(digestOf([sandwell])).text).toContain('Express & Star, 28 March 2026')
    expect(mailOf(digestOf([sandwell], { timeZone: 'Europe/Athens' })).text).toContain('Express & Star, 29 March 2026')
  })

  it('marks an update as one, also in the subject', () => {
    const { subject, text, html } = mailOf(digestOf([wirral]))
    expect(subject).toBe('Update: Wirral: seventh monitoring visit')
    expect(text).toContain('Update: Wirral: seventh monitoring visit')
    expect(html).toContain('class="update">Update<')
  })

  it('stays under what Gmail cuts off, and names every event, with 300 of them', () => {
    const events = Array.from({ length: 300 }, (_, index): DigestEvent => ({
      kind: 'new',
      event: buildEvent({
        id: `e${index}`,
        authority: `Authority ${index}`,
        sources: Array.from({ length: 8 }, (_, source) =>
          buildSource({
            itemId: `${index}-${source}`,
            title: 'A long headline '.repeat(12),
            outlet: 'An outlet',
            evidence: [{ sentence: 'A long sentence. '.repeat(60), start: 0, end: 1, why: '' }],
          }),
        ),
      }),
    }))
    const { html, text } = mailOf(digestOf(events))
    expect(Buffer.byteLength(html)).toBeLessThan(102_000)
    for (const { event } of events) {
      expect(html).toContain(`>${event.authority}: remains Inadequate<`)
      expect(text).toContain(`${event.authority}: remains Inadequate\n`)
    }
  })
})

describe('text from outside', () => {
  const hostile = (overrides: Parameters<typeof buildSource>[0]) =>
    mailOf(digestOf([{ kind: 'new', event: buildEvent({ sources: [buildSource(overrides)] }) }]))

  it('is never markup', () => {
    const { html } = hostile({ title: '<script>alert(1)</script>', outlet: '"><img src=x onerror=alert(1)>' })
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;')
  })

  it('is no link unless it is a web address', () => {
    expect(hostile({ url: 'javascript:alert(1)' }).html).not.toContain('javascript:')
    expect(hostile({ url: 'https://a.example/"onmouseover="x' }).html).not.toContain('onmouseover="x')
  })

  it('cannot reorder or hide what is around it', () => {
    const { html, text } = hostile({ title: 'abc\u202Edef\u200B' })
    expect(html + text).not.toMatch(/[\u200B\u202E]/)
  })

  it('cannot add a line to the subject', () => {
    const { subject } = mailOf(
      digestOf([{ kind: 'new', event: buildEvent({ authority: 'Kent\r\nBcc: all@example.org' }) }]),
    )
    expect(subject).not.toMatch(/[\r\n]/)
  })
})
