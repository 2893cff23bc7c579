import { describe, expect, test } from 'vitest'
import { renderDigest } from '../../src/emails/digest.ts'
import type { ReportFacts } from '../../src/events/report-facts.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { rulesOf } from '../rules/shipped.ts'

const trafford: ReportFacts = {
  kind: 'inspection',
  file: '50300000',
  day: '2026-06-08',
  moves: [
    { area: 'leaders', kind: 'declined', from: 'requires-improvement', to: 'inadequate' },
    { area: 'help-and-protection', kind: 'declined', from: 'requires-improvement', to: 'inadequate' },
    { area: 'in-care', kind: 'improved', from: 'requires-improvement', to: 'good' },
    { area: 'care-leavers', kind: 'new', from: null, to: 'requires-improvement' },
  ],
  inspections: [
    {
      authority: 'Trafford',
      day: '2026-06-08',
      grades: {
        leaders: 'inadequate',
        'help-and-protection': 'inadequate',
        'in-care': 'good',
        'care-leavers': 'requires-improvement',
      },
    },
    {
      authority: 'Trafford',
      day: '2022-11-21',
      grades: {
        leaders: 'requires-improvement',
        'help-and-protection': 'requires-improvement',
        'in-care-and-care-leavers': 'requires-improvement',
        overall: 'requires-improvement',
      },
    },
    { authority: 'Trafford', day: '2015-03-02', grades: { overall: 'good' } },
  ],
  since: null,
}

const rules = rulesOf().facts

const mailOf = (report: ReportFacts, fields = {}, rule = 'rating-change') => {
  const bbc = buildSource({ itemId: 'bbc', title: 'Trafford told to do better' })
  const record = buildSource({ itemId: 'file', outlet: 'Ofsted', title: 'Trafford: inspection', score: 100, report })
  const event = buildEvent({ authority: 'Trafford', rule, fields, sources: [bbc, record] })
  return renderDigest({
    digest: {
      subscriberId: 'ann',
      window: 'daily-2026-08-04',
      cadence: 'daily',
      timeZone: 'Europe/London',
      frozen: '2026-08-04T07:00:00.000Z',
      events: [{ event, known: null }],
      more: 0,
      failedFeeds: [],
    },
    rules,
    serviceName: 'Ofsted alerts',
    links: { unsubscribe: 'https://alerts.example.org/unsubscribe/t', manage: null, edition: null, feedback: null },
  })
}

describe('a digest with a report of Ofsted', () => {
  const { text, html } = mailOf(trafford, { rating: null, direction: 'mixed' })

  test('shows each judgement area: what it was, what it is, and which way it went', () => {
    expect(text).toContain('  Leaders: Requires improvement -> Inadequate (declined)\n')
    expect(text).toContain('  Children in care: Requires improvement -> Good (improved)\n')
    expect(text).toContain('  Care leavers: Requires improvement (new judgement)\n')
    for (const said of ['Inadequate</span>', '↓', 'declined', '↑', 'improved', 'new judgement'])
      expect(html).toContain(said)
  })

  test('never says a grade by its colour alone', () => {
    const cells = [...html.matchAll(/class="grade [a-z-]+">([^<]*)</g)].map(([, word]) => word)
    expect(cells.length).toBeGreaterThan(8)
    for (const word of cells) expect(word).toMatch(/^(O|G|RI|A|I|Outstanding|Good|Requires improvement|Inadequate)$/)
    expect(html).not.toContain('<img')
  })

  test('shows the history of grades with what its letters mean', () => {
    expect(text).toContain('Grades at each inspection:\n')
    expect(text).toMatch(/^ {2}Nov 2022 {2}RI {3}RI {3}RI {3}RI {3}RI$/m)
    expect(text).toMatch(/^ {2}Mar 2015 {2}- {4}- {4}- {4}- {4}G$/m)
    expect(text).toContain('I inadequate')
    expect(html).toContain('L leaders · H help and protection')
  })

  test('names the body that an inspection was of where that was another', () => {
    const before = { authority: 'Greater Trafford', day: '2015-03-02', grades: { overall: 'good' as const } }
    const mail = mailOf({ ...trafford, inspections: [...trafford.inspections.slice(0, 2), before] })
    expect(mail.text).toMatch(/^ {2}Mar 2015 .* {2}\(Greater Trafford\)$/m)
    expect(mail.html).toContain('Mar 2015<br>Greater Trafford')
    expect(mail.text).not.toContain('(Trafford)')
  })

  test('shows no history where there is but the one inspection', () => {
    const mail = mailOf({ ...trafford, inspections: trafford.inspections.slice(0, 1) })
    expect(mail.text).toContain('  Leaders: Requires improvement -> Inadequate (declined)\n')
    expect(mail.text + mail.html).not.toContain('Grades at each inspection')
  })

  test('names the document of Ofsted before the news that tell of it', () => {
    expect(text.indexOf('Ofsted, 1 March 2026')).toBeLessThan(text.indexOf('BBC News'))
  })

  test('counts a monitoring visit from the judgement it follows', () => {
    const letter: ReportFacts = {
      kind: 'monitoring-visit',
      file: '50300001',
      day: '2026-09-01',
      moves: [],
      inspections: [],
      since: '2024-01-15',
    }
    expect(mailOf(letter, { number: 4 }, 'monitoring-visit').text).toContain('Visit 4 since January 2024\n')
    expect(mailOf({ ...letter, since: null }, { number: 4 }, 'monitoring-visit').text).not.toContain('since')
  })
})
