import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/events/event.ts'
import { joinFindings } from '../../src/events/join.ts'
import type { ReportFacts } from '../../src/events/report-facts.ts'
import type { Fields, Finding } from '../../src/rules/finding.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildFinding, buildItem } from '../helpers/build.ts'

const now = new Date('2026-06-01T12:00:00Z')
const facts = (id: string, joining: Partial<RuleFacts['joining']>): [string, RuleFacts] => [
  id,
  { id, title: id, severity: 50, says: [], joining: { windowDays: 28, same: [], alike: {}, material: [], ...joining } },
]
const rules = new Map([
  facts('rating-change', { material: ['rating'] }),
  facts('monitoring-visit', { same: ['number'], material: ['number'] }),
  facts('resignation-call', { same: ['person'], material: ['person'] }),
  facts('ministerial-direction', {
    same: ['kind'],
    alike: { kind: [['statutory-direction', 'commissioner']] },
    material: ['kind'],
  }),
])

/** Reads one outlet after the other, as the worker does. */
type Outlet = {
  id: string
  published?: string | null
  at?: Date
  since?: string
  findings: Finding[]
  report?: ReportFacts | null
}

function tell(outlets: Outlet[]) {
  let events: Event[] = []
  const told: { eventId: string; revision: number }[] = []
  let ids = 0
  for (const { id, published = '2026-05-20T09:00:00.000Z', at = now, since, findings, report = null } of outlets) {
    const joined = joinFindings({
      findings,
      item: buildItem({ id, published }),
      since: since === undefined ? null : new Date(since),
      near: events,
      rules,
      now: at,
      newId: () => `event-${(ids += 1)}`,
      report,
    })
    events = [...events.filter(({ id }) => !joined.changed.some((one) => one.id === id)), ...joined.changed]
    told.push(...joined.told)
  }
  return { events, told }
}

const visit = (number: number | null) => buildFinding({ rule: 'monitoring-visit', fields: { number } })
const call = (person: string | null, caller: string | null = null) =>
  buildFinding({ rule: 'resignation-call', fields: { person, role: null, caller } })
const rating = (value: string | null) =>
  buildFinding({ fields: { rating: value, previous: null, direction: 'unknown', areas: null } })

describe('a page that tells only of what came since it was last read', () => {
  const act = (kind: string) => buildFinding({ rule: 'ministerial-direction', fields: { kind } })
  const first = '2026-05-20T09:00:00.000Z'
  const kindsOf = ({ events }: ReturnType<typeof tell>) =>
    events.map(({ fields, date, revision }) => [fields['kind'], date, revision])

  it('tells of the end of what it told of before as a happening of its own', () => {
    const second = '2026-05-27T09:00:00.000Z'
    const read = tell([
      { id: 'page', published: first, findings: [act('statutory-direction')] },
      { id: 'page', published: second, since: first, findings: [act('revoked')] },
    ])
    expect(kindsOf(read)).toEqual([
      ['statutory-direction', first, 1],
      ['revoked', second, 1],
    ])
    expect(read.told).toHaveLength(2)
  })

  it('tells of another happening of the same kind months later', () => {
    const later = '2026-05-31T09:00:00.000Z'
    const before = '2026-02-01T09:00:00.000Z'
    expect(
      kindsOf(
        tell([
          { id: 'page', published: before, findings: [act('statutory-direction')] },
          { id: 'page', published: later, since: before, findings: [act('statutory-direction')] },
        ]),
      ),
    ).toEqual([
      ['statutory-direction', before, 1],
      ['statutory-direction', later, 1],
    ])
  })

  it('corrects what it told of since then, and is no second source of it when it is read again', () => {
    const second = '2026-05-27T09:00:00.000Z'
    const reading = { id: 'page', published: second, since: first }
    const { events, told } = tell([
      { ...reading, findings: [act('statutory-direction')] },
      { ...reading, findings: [act('statutory-direction')] },
      { ...reading, findings: [act('revoked')] },
    ])
    expect(events.map(({ fields, sources }) => [fields['kind'], sources.length])).toEqual([['revoked', 1]])
    expect(told.map(({ revision }) => revision)).toEqual([1, 2])
  })
})

describe('joining', () => {
  it('makes one event of three outlets on one report, and tells it once', () => {
    const { events, told } = tell(['bbc', 'star', 'pse'].map((id) => ({ id, findings: [rating('inadequate')] })))
    expect(events).toHaveLength(1)
    expect(events[0]?.sources.map(({ itemId }) => itemId)).toEqual(['bbc', 'star', 'pse'])
    expect(told).toEqual([{ eventId: 'event-1', revision: 1 }])
  })

  it('keeps authorities apart', () => {
    const { events } = tell([{ id: 'a', findings: [rating('good'), buildFinding({ authority: 'Wirral' })] }])
    expect(events.map(({ authority }) => authority)).toEqual(['Sandwell', 'Wirral'])
  })

  it('keeps the fifth visit and the sixth apart, and lets one without a number join the nearest', () => {
    const { events } = tell([
      { id: 'a', published: '2026-05-01T00:00:00.000Z', findings: [visit(5)] },
      { id: 'b', published: '2026-05-20T00:00:00.000Z', findings: [visit(6)] },
      { id: 'c', published: '2026-05-22T00:00:00.000Z', findings: [visit(null)] },
    ])
    expect(events.map(({ fields, sources }) => [fields.number, sources.length])).toEqual([
      [5, 1],
      [6, 2],
    ])
  })

  it('tells again when what was not known becomes known', () => {
    const { events, told } = tell([
      { id: 'a', findings: [visit(null)] },
      { id: 'b', findings: [visit(7)] },
      { id: 'c', findings: [visit(7)] },
    ])
    expect(events).toMatchObject([{ revision: 2, fields: { number: 7 } }])
    expect(told).toEqual([
      { eventId: 'event-1', revision: 1 },
      { eventId: 'event-1', revision: 2 },
    ])
  })

  it('knows a person by any of the ways to name them, and takes the fullest', () => {
    const { events, told } = tell([
      { id: 'a', findings: [call('Eling')] },
      { id: 'b', findings: [call('Cllr Steve Eling')] },
      { id: 'c', findings: [call('Steve Eling')] },
    ])
    expect(events).toMatchObject([{ fields: { person: 'Cllr Steve Eling' }, revision: 1 }])
    expect(told).toHaveLength(1)
  })

  it('does not take one Smith for another', () => {
    expect(tell([{ id: 'a', findings: [call('John Smith'), call('Jacqui Smith')] }]).events).toHaveLength(2)
  })

  it('takes the event with the most in common before the nearest', () => {
    const smith = (person: string, caller: string) => [call(person, caller)]
    const { events } = tell([
      { id: 'a', published: '2026-05-10T00:00:00.000Z', findings: smith('John Smith', 'James Morris') },
      { id: 'b', published: '2026-05-20T00:00:00.000Z', findings: smith('Jacqui Smith', 'Ann Lee') },
      { id: 'c', published: '2026-05-21T00:00:00.000Z', findings: smith('Cllr Smith', 'James Morris MP') },
    ])
    expect(events.map(({ sources }) => sources.length)).toEqual([1, 2])
    expect(events[1]?.fields.person).toBe('John Smith')
  })

  it('joins one act of ministers told as two kinds, but not its lifting', () => {
    const act = (kind: string) => buildFinding({ rule: 'ministerial-direction', fields: { kind } })
    expect(
      tell([
        { id: 'a', findings: [act('statutory-direction')] },
        { id: 'b', findings: [act('commissioner')] },
      ]).events,
    ).toHaveLength(1)
    expect(
      tell([
        { id: 'a', findings: [act('statutory-direction')] },
        { id: 'b', findings: [act('revoked')] },
      ]).events,
    ).toHaveLength(2)
  })

  it('follows a story told over weeks, and opens another when it comes back after months', () => {
    const days = ['2026-01-01', '2026-01-20', '2026-02-10', '2026-05-20']
    const { events } = tell(
      days.map((day) => ({ id: day, published: `${day}T00:00:00.000Z`, findings: [visit(null)] })),
    )
    expect(events.map(({ sources }) => sources.length)).toEqual([3, 1])
  })

  it('replaces what an item said before when it is read again', () => {
    const { events, told } = tell([
      { id: 'a', findings: [visit(null)] },
      { id: 'a', findings: [visit(3)] },
    ])
    expect(events).toMatchObject([{ fields: { number: 3 }, revision: 2, sources: [{ itemId: 'a' }] }])
    expect(events[0]?.sources).toHaveLength(1)
    expect(told).toHaveLength(2)
  })

  it('takes two findings of one document on one happening as one source with both sentences', () => {
    const sentence = (start: number) => [
      { sentence: `At ${start}.`, start, end: start + 5, why: 'somebody is asked to go' },
    ]
    const { events } = tell([
      {
        id: 'a',
        findings: [
          { ...call('Steve Eling'), evidence: sentence(0) },
          { ...call(null, 'James Morris'), evidence: [...sentence(0), ...sentence(9)] },
        ],
      },
    ])
    expect(events).toMatchObject([{ fields: { person: 'Steve Eling', caller: 'James Morris' } }])
    expect(events[0]?.sources).toHaveLength(1)
    expect(events[0]?.sources[0]?.evidence.map(({ start }) => start)).toEqual([0, 9])
  })

  it.each([
    ['in the future', '2126-01-01T00:00:00.000Z'],
    ['before there was an Ofsted', '1970-01-01T00:00:00.000Z'],
    ['that cannot be read', 'yesterday'],
  ])('takes a date %s as now', (_, published) => {
    const { events } = tell([
      { id: 'a', published, findings: [visit(1)] },
      { id: 'b', published: '2026-05-31T00:00:00.000Z', findings: [visit(1)] },
      { id: 'c', published: '2026-01-31T00:00:00.000Z', findings: [visit(1)] },
    ])
    expect(events.map(({ sources }) => sources.map(({ itemId }) => itemId))).toEqual([['a', 'b'], ['c']])
    expect(tell([{ id: 'a', published, findings: [visit(1)] }]).events[0]?.date).toBe(now.toISOString())
  })

  it('keeps what was told first until more sources say otherwise, and what was known before then', () => {
    const outlets = ['good', 'inadequate', 'inadequate'].map((grade, day) => ({
      id: `item-${9 - day}`,
      published: `2026-05-1${day}T00:00:00.000Z`,
      findings: [rating(grade)],
    }))
    expect(tell(outlets.slice(0, 2)).events).toMatchObject([{ fields: { rating: 'good' }, revision: 1 }])
    expect(tell(outlets).events).toMatchObject([
      { fields: { rating: 'inadequate' }, revision: 2, history: [{ fields: { rating: 'good' } }, {}] },
    ])
  })

  it('does not tell again that one act has another name', () => {
    const act = (kind: string) => buildFinding({ rule: 'ministerial-direction', fields: { kind } })
    const { told } = tell([
      { id: 'a', findings: [act('statutory-direction')] },
      { id: 'b', findings: [act('commissioner')] },
      { id: 'c', findings: [act('commissioner')] },
    ])
    expect(told).toHaveLength(1)
  })

  it('revises an event once for one item, and opens it at the first revision', () => {
    const { told } = tell([{ id: 'a', findings: [visit(null), visit(7)] }])
    expect(told).toEqual([{ eventId: 'event-1', revision: 1 }])
  })

  it('puts together what outlets say of each judgement area', () => {
    const areas = (moves: Fields[string]) => buildFinding({ fields: { rating: null, areas: moves } })
    const { events } = tell([
      { id: 'a', findings: [areas({ leaders: { from: null, to: 'good' } })] },
      {
        id: 'b',
        findings: [areas({ 'in-care': { from: 'good', to: 'good' }, leaders: { from: 'inadequate', to: 'good' } })],
      },
    ])
    expect(events[0]?.fields.areas).toEqual({
      'in-care': { from: 'good', to: 'good' },
      leaders: { from: 'inadequate', to: 'good' },
    })
  })
})

describe('an item read again', () => {
  const sourcesOf = ({ events }: ReturnType<typeof tell>) =>
    events.map(({ fields, sources }) => [fields.number, ...sources.map(({ itemId }) => itemId)])

  it('corrects what only it said', () => {
    const { events, told } = tell([
      { id: 'a', findings: [visit(3)] },
      { id: 'a', findings: [visit(4)] },
    ])
    expect(events).toMatchObject([{ fields: { number: 4 }, revision: 2, history: [{ fields: { number: 3 } }, {}] }])
    expect(told).toHaveLength(2)
  })

  it('goes back to its own events, in whatever order it now names them', () => {
    const before = { id: 'a', findings: [visit(5), visit(6)] }
    const again = (...numbers: number[]) => sourcesOf(tell([before, { id: 'a', findings: numbers.map(visit) }]))
    expect(again(7, 6)).toEqual([
      [7, 'a'],
      [6, 'a'],
    ])
    expect(again(7, 5)).toEqual([
      [5, 'a'],
      [7, 'a'],
    ])
  })

  it('leaves an event that others tell of for the one that it now tells of', () => {
    expect(
      sourcesOf(
        tell([
          { id: 'a', findings: [visit(5)] },
          { id: 'b', findings: [visit(5)] },
          { id: 'c', findings: [visit(6)] },
          { id: 'b', findings: [visit(6)] },
        ]),
      ),
    ).toEqual([
      [5, 'a'],
      [6, 'c', 'b'],
    ])
  })

  it('months later tells of another happening, if it says another thing', () => {
    const page = { id: 'a', published: null, findings: [visit(5)] }
    const later = new Date('2026-09-01T00:00:00.000Z')
    expect(sourcesOf(tell([page, { ...page, at: later, findings: [visit(6)] }]))).toEqual([
      [5, 'a'],
      [6, 'a'],
    ])
    expect(sourcesOf(tell([page, { ...page, at: later }]))).toEqual([[5, 'a']])
  })

  it('stays with its event, also where another has more in common with what it now says', () => {
    const events = sourcesOf(
      tell([
        { id: 'a', published: '2026-04-01T00:00:00.000Z', findings: [visit(null)] },
        { id: 'b', published: '2026-05-20T00:00:00.000Z', findings: [visit(7)] },
        { id: 'a', published: '2026-05-20T00:00:00.000Z', findings: [visit(7)] },
      ]),
    )
    expect(events).toEqual([
      [7, 'b'],
      [7, 'a'],
    ])
  })

  it('has joined when it was read first', () => {
    const first = { id: 'a', at: new Date('2026-05-25T00:00:00.000Z'), findings: [visit(5)] }
    const { events } = tell([first, { ...first, at: now }])
    expect(events[0]?.sources[0]?.joined).toBe('2026-05-25T00:00:00.000Z')
  })

  it('tells nothing when it says the same', () => {
    const same = { id: 'a', findings: [visit(5), call('Steve Eling')] }
    expect(tell([same, same, same]).told).toHaveLength(2)
  })
})

describe('the order in which outlets are read', () => {
  const known = ({ events }: ReturnType<typeof tell>) =>
    events
      .map(({ rule, fields, date, sources }) => ({
        rule,
        fields,
        date,
        from: sources.map(({ itemId }) => itemId).sort(),
      }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const day = fc.integer({ min: 1, max: 20 }).map((of) => `2026-05-${String(of).padStart(2, '0')}T00:00:00.000Z`)
  const grade = fc.constantFrom(null, 'good', 'inadequate', 'requires-improvement')
  const move = fc.record({ from: grade, to: grade })
  const finding = fc.oneof(
    fc
      .record({
        rating: grade,
        previous: grade,
        direction: fc.constantFrom('unknown', 'improved', 'declined'),
        areas: fc.option(fc.dictionary(fc.constantFrom('leaders', 'in-care', 'care-leavers'), move)),
      })
      .map((fields) => buildFinding({ fields })),
    fc.constantFrom(null, 6).map(visit),
    fc.constantFrom(null, 'Eling', 'Steve Eling', 'Cllr Steve Eling', 'Steven Eling').map((person) => call(person)),
    fc
      .constantFrom('statutory-direction', 'commissioner')
      .map((kind) => buildFinding({ rule: 'ministerial-direction', fields: { kind } })),
  )
  const outlets = fc
    .array(fc.record({ published: day, findings: fc.array(finding, { maxLength: 3 }) }), { minLength: 2, maxLength: 7 })
    .map((all) => all.map((outlet, index) => ({ id: `item-${index}`, ...outlet })))

  it('changes neither how many events there are nor what is known of them', () => {
    fc.assert(
      fc.property(
        outlets.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(known(tell(shuffled))).toEqual(known(tell(all)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('changes nothing when some are read twice', () => {
    fc.assert(
      fc.property(outlets, fc.nat(), (all, again) => {
        const once = tell(all)
        const twice = tell([...all, ...all.slice(again % all.length)])
        expect(known(twice)).toEqual(known(once))
        expect(twice.told).toEqual(once.told)
      }),
      { numRuns: 200 },
    )
  })
})

describe('joining with a document of Ofsted itself', () => {
  const report: ReportFacts = {
    kind: 'inspection',
    file: '9',
    day: '2026-03-16',
    moves: [{ area: 'leaders', kind: 'declined', from: 'good', to: 'inadequate' }],
    inspections: [],
    since: null,
  }
  const onRecord = buildFinding({
    fields: {
      rating: null,
      previous: null,
      direction: 'declined',
      areas: { leaders: { from: 'good', to: 'inadequate' } },
    },
  })
  const said = (value: string | null, direction = 'unknown') =>
    buildFinding({ fields: { rating: value, previous: null, direction, areas: null } })
  const file = { id: 'file', findings: [onRecord], report }

  it('tells once more when it joins the news of it, since it has the whole grid', () => {
    const { events, told } = tell([{ id: 'bbc', findings: [said('inadequate')] }, file])
    expect(events).toHaveLength(1)
    expect(told).toEqual([
      { eventId: 'event-1', revision: 1 },
      { eventId: 'event-1', revision: 2 },
    ])
  })

  it('is told once, whatever news come after it', () => {
    const { events, told } = tell([
      file,
      { id: 'bbc', findings: [said('inadequate', 'mixed')] },
      { id: 'council', findings: [said('good', 'improved')] },
    ])
    expect(events).toHaveLength(1)
    expect(told).toEqual([{ eventId: 'event-1', revision: 1 }])
  })

  it('goes by what Ofsted says, however many say otherwise', () => {
    const { events } = tell([
      { id: 'bbc', findings: [said('inadequate', 'improved')] },
      { id: 'star', findings: [said('inadequate', 'improved')] },
      file,
    ])
    // No "improves to Inadequate" where one area is inadequate and the whole was given no grade.
    expect(events[0]?.fields).toMatchObject({ direction: 'declined', rating: null })
  })

  it('takes a corrected report for news', () => {
    const corrected = buildFinding({ fields: { ...onRecord.fields, rating: 'good', direction: 'mixed' } })
    const { told } = tell([file, { ...file, findings: [corrected] }])
    expect(told).toHaveLength(2)
  })

  it('takes a grade that was corrected for news, also where it went the same way', () => {
    const moves = [{ area: 'leaders', kind: 'declined', from: 'good', to: 'requires-improvement' }] as const
    const corrected = { ...report, moves: [...moves] }
    expect(tell([file, { ...file, report: corrected }, { ...file, report: corrected }]).told).toHaveLength(2)
  })

  it('takes one inspection under two numbers for one, however late the second comes, and goes by the second', () => {
    const areas = { leaders: { from: 'good', to: 'requires-improvement' } }
    const again = {
      id: 'file-again',
      findings: [buildFinding({ fields: { ...onRecord.fields, areas } })],
      report: { ...report, file: '10' },
    }
    const late = { ...again, published: '2026-08-20T00:00:00.000Z', at: new Date('2026-08-21T00:00:00Z') }
    expect(tell([file, late]).told).toEqual([{ eventId: 'event-1', revision: 1 }])
    for (const order of [
      [file, again],
      [again, file],
    ])
      expect(tell(order).events.map(({ fields }) => fields['areas'])).toEqual([areas])
  })

  it('takes two visits for two, however soon one follows the other and whatever their letters leave out', () => {
    const letter = (id: string, number: number | null, day: string) => ({
      id,
      findings: [visit(number)],
      report: { ...report, kind: 'monitoring-visit' as const, file: id, day, moves: [] },
    })
    const { told } = tell([
      letter('1', 3, '2026-02-10'),
      letter('2', null, '2026-04-21'),
      letter('3', null, '2026-04-21'),
    ])
    expect(told).toEqual([
      { eventId: 'event-1', revision: 1 },
      { eventId: 'event-2', revision: 1 },
    ])
  })
})
