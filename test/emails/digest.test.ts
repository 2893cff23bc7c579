import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderDigest, type DigestMail } from '../../src/emails/digest.ts'
import type { Digest, DigestEvent } from '../../src/events/digest.ts'
import { createLinks } from '../../src/links.ts'
import { sentBytes } from '../../src/emails/sent-bytes.ts'
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
    links: {
      unsubscribe: 'https://alerts.example.org/unsubscribe/t',
      manage: null,
      edition: null,
      feedback: null,
      ...links,
    },
  })

const star = buildSource({
  itemId: 'star',
  outlet: 'Express & Star',
  title: 'Still failing',
  url: 'https://star.example/1',
  published: '2026-03-28T23:30:00.000Z',
  joined: '2026-03-29T06:00:00.000Z',
})
const sandwell: DigestEvent = { known: null, event: buildEvent({ sources: [buildSource(), star] }) }
const wirral: DigestEvent = {
  known: 1,
  event: buildEvent({
    id: 'w',
    authority: 'Wirral',
    rule: 'monitoring-visit',
    fields: { number: 7 },
    revision: 2,
    history: [
      { revision: 1, fields: { number: null } },
      { revision: 2, fields: { number: 7 } },
    ],
  }),
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
      edition: 'https://alerts.example.org/d/1',
      manage: 'https://alerts.example.org/m/1',
      feedback: (eventId) => `https://alerts.example.org/feedback/${eventId}`,
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

  it('says what was known before, and what is known now where the headline is the same', () => {
    expect(mailOf(digestOf([wirral])).text).toContain('Known before: “Wirral: Monitoring visit”')
    const fields = { ...buildEvent().fields, previous: 'inadequate' }
    const history = [{ revision: 1, fields: buildEvent().fields }]
    const event = buildEvent({ fields, revision: 2, history })
    expect(mailOf(digestOf([{ known: 1, event }])).text).toContain('Now known: previous Inadequate\n')
    expect(mailOf(digestOf([{ known: null, event }])).text).not.toContain('known')
  })

  it('quotes a sentence that names the authority, where there is one', () => {
    const said = (...sentences: string[]) =>
      sentences.map((sentence) => ({ sentence, start: 0, end: sentence.length, why: 'a grade is given' }))
    const quoteOf = (...sources: Parameters<typeof buildSource>[0][]) => {
      const event = buildEvent({
        sources: sources.map((source, index) => buildSource({ itemId: `s${index}`, ...source })),
      })
      return /^Why you got this: (.*)$/m.exec(mailOf(digestOf([{ known: null, event }])).text)?.[1]
    }
    const vague = 'The services were rated inadequate.'
    const named = 'Sandwell’s services were rated inadequate.'
    expect(quoteOf({ evidence: said(vague, named) })).toBe(`“${named}” (BBC News)`)
    expect(quoteOf({ score: 9, evidence: said(vague) }, { score: 1, outlet: 'Star', evidence: said(named) })).toBe(
      `“${named}” (Star)`,
    )
    expect(quoteOf({ score: 1, outlet: 'Star', evidence: said(vague) }, { score: 9, evidence: said(vague) })).toBe(
      `“${vague}” (BBC News)`,
    )
  })

  it('says in HTML once for each event why it is there, and who is quoted', () => {
    const { html } = mailOf(digestOf([sandwell]))
    expect(html.match(/Why you got this/g)).toHaveLength(1)
    expect(html).toContain('<p class="quiet">— BBC News</p></blockquote>')
  })

  it('never leaves out the source that it quotes', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      buildSource({ itemId: `s${index}`, outlet: `Outlet ${index}`, score: index }),
    )
    const { text } = mailOf(digestOf([{ known: null, event: buildEvent({ sources: many }) }]))
    expect(text).toMatch(/^Why you got this: “.*” \(Outlet 19\)$/m)
    expect(text).toContain('- Outlet 19, ')
    expect(text).toContain('- and 8 more sources')
  })

  it('names some of many feeds that failed, and counts the rest', () => {
    const failedFeeds = Array.from({ length: 500 }, (_, index) => ({ name: `Feed ${index}`, lastOk: null }))
    const { text, html } = mailOf(digestOf([sandwell], { failedFeeds }))
    expect(text).toContain('- Feed 19 has never answered\n- and 480 more feeds\n')
    expect(html).toContain('<li>and 480 more feeds</li>')
  })

  it('says in the heading how much there is, and where', () => {
    const heading = (digest: Digest) => mailOf(digest).text.split('\n')[0]
    expect(heading(digestOf([sandwell]))).toBe('One event in Sandwell, 29 March 2026')
    expect(heading(digestOf([sandwell, wirral]))).toBe('2 events in 2 authorities, 29 March 2026')
    expect(heading(digestOf([sandwell], { more: 3 }))).toBe('4 events, 29 March 2026')
  })
})

describe('a long digest', () => {
  const eventsOf = (count: number, overrides: (index: number) => Parameters<typeof buildEvent>[0] = () => ({})) =>
    Array.from({ length: count }, (_, index): DigestEvent => ({
      known: null,
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
        ...overrides(index),
      }),
    }))

  it.each([60, 300])('stays under what Gmail cuts off, and names every event, with %i of them', (count) => {
    const events = eventsOf(count)
    const { html, text } = mailOf(digestOf(events))
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    for (const { event } of events) {
      expect(html).toContain(`>${event.authority}: remains Inadequate<`)
      expect(text).toContain(`${event.authority}: remains Inadequate\n`)
    }
    expect(text).not.toContain('further mail')
  })

  it('asks below each event whether it was right, as long as there is room for more than headlines', () => {
    const links = createLinks({ publicUrl: 'https://alerts.example.org', secret: 'a-secret-of-at-least-32-characters' })
    const feedback = (eventId: string) => links.feedback(randomUUID(), eventId, new Date('2026-06-29'))
    const asked = (count: number) => {
      const events = eventsOf(count, () => ({ id: randomUUID() }))
      const { html, text } = mailOf(digestOf(events), { feedback })
      expect(sentBytes(html)).toBeLessThan(102_400)
      expect(html.match(/<h3>/g)).toHaveLength(count)
      const ofText = text.match(/^Not relevant\? https:\S+$/gm)?.length ?? 0
      expect(html.match(/>Not relevant\?<\/a>/g)?.length ?? 0).toBe(ofText)
      return ofText
    }
    expect([1, 60, 120, 300].map(asked)).toEqual([1, 60, 120, 0])
  })

  it.each(['"&', '學校', '=\u00E9', '\u{1F600}'])('has room for twenty events, however often they say %s', (text) => {
    const long = text.repeat(500)
    const sources = Array.from({ length: 9 }, () => buildSource({ title: long, outlet: long }))
    const events = eventsOf(20, (index) => ({ authority: `${index} ${long}`, rule: long, sources }))
    expect(mailOf(digestOf(events)).html.match(/<h3>/g)).toHaveLength(20)
  })

  it('stays under what Gmail cuts off also as it is sent, where three bytes stand for each that is not ASCII', () => {
    const long = '“學校’s”'.repeat(200)
    const sources = Array.from({ length: 8 }, (_, index) =>
      buildSource({
        itemId: `${index}`,
        title: long,
        outlet: long,
        url: `https://x.example/${'學'.repeat(200)}`,
        evidence: [{ sentence: long, start: 0, end: 1, why: '' }],
      }),
    )
    const events = eventsOf(300, (index) => ({ authority: `${index} ${long}`, rule: long, sources }))
    const { html } = mailOf(digestOf(events))
    expect(sentBytes(html)).toBeLessThan(102_400)
    const told = html.match(/<h3>/g)?.length ?? 0
    expect(told).toBeGreaterThanOrEqual(20)
    expect(html).toContain(`<p class="more">and ${300 - told} more, for which there is no room here</p>`)
  })

  it('counts what even the shortest form has no room for, and drops nothing in silence', () => {
    const events = eventsOf(300, (index) => ({ authority: `${index} ${'"&'.repeat(500)}`, rule: 'x"'.repeat(500) }))
    const { html, text } = mailOf(digestOf(events, { more: 7 }))
    const told = html.match(/<h3>/g)?.length ?? 0
    expect(told).toBeGreaterThan(30)
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    const more = `and ${307 - told} more: ${300 - told} for which there is no room here, and 7 in further mails`
    expect(html).toContain(`<p class="more">${more}</p>`)
    expect(text).toContain(`${more}.`)
    const edition = 'https://alerts.example.org/d/1'
    const alone = mailOf(digestOf(events), { edition })
    expect(alone.html).toContain(
      ` more, for which there is no room here. <a href="${edition}">See all of them on the web</a></p>`,
    )
    expect(Buffer.byteLength(alone.html)).toBeLessThan(100_000)
    expect(html).toContain('<h1>307 events, 29 March 2026</h1>')
  })
})

describe('the subject', () => {
  it('keeps its end where the headline is long', () => {
    const event = buildEvent({ authority: 'Bournemouth, Christchurch and Poole '.repeat(9) })
    const { subject } = mailOf(digestOf([{ known: 1, event }, wirral]))
    expect(subject).toMatch(/^Update: Bournemouth, .*…, and 1 more$/)
    expect(subject.length).toBeLessThanOrEqual(120)
  })
})

describe('the HTML', () => {
  const { html } = mailOf(digestOf([sandwell, wirral]))

  it('fetches nothing and runs nothing', () => {
    expect(html).not.toMatch(/<(img|script|link|iframe|object|embed|form|svg)|src=|url\(|@import|\son[a-z]+=/i)
  })

  it('has one heading of the first rank, and none left out below it', () => {
    const ranks = [...html.matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank))
    expect(ranks).toEqual([1, 2, 3, 2, 3])
  })

  it('uses tables for the layout only, and says so', () => {
    expect(html.match(/<table(?! role="presentation")/g)).toBeNull()
  })

  it('keeps its styles below what Gmail throws away', () => {
    expect(/<style>(.*)<\/style>/s.exec(html)?.[1]?.length).toBeLessThan(8192)
  })
})

describe('text from outside', () => {
  const hostile = (overrides: Parameters<typeof buildSource>[0]) =>
    mailOf(digestOf([{ known: null, event: buildEvent({ sources: [buildSource(overrides)] }) }]))
  const evidence = (sentence: string) => [{ sentence, start: 0, end: 1, why: '' }]

  it('is never markup, wherever it stands', () => {
    const attack = '</style></title>"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const event = buildEvent({
      authority: attack,
      rule: attack,
      sources: [buildSource({ title: attack, outlet: attack, evidence: evidence(attack) })],
    })
    const { html } = mailOf(digestOf([{ known: null, event }], { failedFeeds: [{ name: attack, lastOk: null }] }))
    expect(html).not.toMatch(/<script|<img/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).toContain('&lt;script&gt;')
  })

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['//evil.example/x'],
    ['https://www.gov.uk@evil.example/'],
    ['https://www.gov.uk:x@evil.example/'],
    [`https://a.example/${'a'.repeat(3000)}`],
    ['not a link'],
    [''],
  ])('is no link if it is %.60s', (url) => {
    const { html, text } = hostile({ url, title: 'A title' })
    expect(html).toContain('<li>A title <span')
    expect(text).not.toContain('evil')
    expect(text).not.toContain('script')
  })

  it('is a link that cannot leave its place', () => {
    const { html, text } = hostile({ url: 'https://a.example/"onmouseover="x\u202E <b>' })
    expect(html).toContain('<a href="https://a.example/%22onmouseover=%22x%E2%80%AE%20%3Cb%3E">')
    expect(text).toContain('  https://a.example/%22onmouseover=%22x%E2%80%AE%20%3Cb%3E\n')
  })

  it('cannot reorder or hide what is around it', () => {
    const odd = `abc\u202Edef\u200B\u2066g\u{E0041}h\u00ADi${'\u0336'.repeat(40)}`
    const { html, text } = hostile({ title: odd, outlet: odd, evidence: evidence(odd) })
    expect(html + text).not.toMatch(/\p{Cf}|\p{M}{3}/u)
    expect(text).toContain('abcdefghi')
  })

  it('keeps words whole that hold what is taken out', () => {
    expect(hostile({ title: 'chil\u00ADdren\u200B’s\u00A0services' }).text).toContain(': children’s services\n')
  })

  it('cannot pass for a part of the mail', () => {
    const { text } = hostile({ title: 'Read\n\n-- \nUnsubscribe: https://evil.example', outlet: 'BBC\r\n\r\nKENT' })
    expect(text.match(/^-- $/gm)).toHaveLength(1)
    expect(text.match(/^Unsubscribe:/gm)).toHaveLength(1)
    expect(text).toContain('- BBC KENT, ')
  })

  it('is cut where it is too long, at a word', () => {
    const long = 'word '.repeat(2000)
    const { html, text } = hostile({ title: long, outlet: long, evidence: evidence(long) })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(420)
    expect(text).toContain(' word…')
    expect(hostile({ evidence: evidence('So. '.repeat(90)) }).text).toContain(' So. So…”')
    expect(Buffer.byteLength(html)).toBeLessThan(10_000)
    const smiles = hostile({ title: `x${'😀'.repeat(5000)}` })
    expect(Buffer.from(smiles.html + smiles.text).toString()).not.toContain('\uFFFD')
  })

  it('is something to click on also where there is no title', () => {
    expect(hostile({ title: '\u200B ' }).html).toContain('>Untitled</a>')
  })

  it('cannot add a line to the subject', () => {
    const { subject } = mailOf(
      digestOf([{ known: null, event: buildEvent({ authority: 'Kent\r\nBcc: all@example.org\u2028x' }) }]),
    )
    expect(subject).toBe('Kent Bcc: all@example.org x: remains Inadequate')
  })
})
