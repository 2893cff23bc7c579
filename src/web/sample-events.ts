import type { Event, EventSource } from '../events/event.ts'

const place = 'Exampleshire'
const site = 'https://example.org/'
const day = '2026-03-02T10:00:00.000Z'

const source = (itemId: string, outlet: string, title: string, sentence: string): EventSource => ({
  itemId,
  url: `${site}${itemId}`,
  title,
  outlet,
  published: day,
  joined: day,
  score: 1,
  fields: {},
  evidence: [{ sentence, start: 0, end: sentence.length, why: '' }],
  report: null,
})

const event = (id: string, rest: Pick<Event, 'rule' | 'fields' | 'sources'>): Event => ({
  id,
  authority: place,
  date: day,
  opened: day,
  revision: 1,
  history: [],
  ...rest,
})

const moves = [
  { area: 'leaders', kind: 'declined', from: 'good', to: 'requires-improvement' },
  { area: 'help-and-protection', kind: 'declined', from: 'requires-improvement', to: 'inadequate' },
  { area: 'in-care', kind: 'unchanged', from: 'good', to: 'good' },
  { area: 'care-leavers', kind: 'improved', from: 'requires-improvement', to: 'good' },
] as const

const inspection: EventSource = {
  ...source(
    'report',
    'Ofsted',
    'Inspection of Exampleshire’s local authority children’s services',
    'Too many children in Exampleshire wait too long for the help that they need.',
  ),
  report: {
    kind: 'inspection',
    file: '',
    day: '2026-02-02',
    moves: [...moves],
    inspections: [
      { authority: place, day: '2026-02-02', grades: gradesOf('to') },
      { authority: place, day: '2022-05-09', grades: gradesOf('from') },
    ],
    since: null,
  },
}

/** Made up, of a place that does not exist: what a digest looks like where nothing has happened yet. */
export const sampleEvents: readonly Event[] = [
  event('inspection', {
    rule: 'rating-change',
    fields: { rating: null, previous: null, direction: 'mixed', areas: {} },
    sources: [
      inspection,
      source(
        'news',
        'The Exampleshire Times',
        'County’s help for children falls short, inspectors say',
        'Exampleshire’s help for children was judged inadequate.',
      ),
    ],
  }),
  event('call', {
    rule: 'resignation-call',
    fields: { person: null, role: 'director of children’s services', caller: null },
    sources: [
      source(
        'call',
        'The Exampleshire Times',
        'Councillors call for director to go',
        'Opposition councillors called on the director of children’s services to resign.',
      ),
    ],
  }),
]

function gradesOf(end: 'from' | 'to') {
  return Object.fromEntries(moves.map((move) => [move.area, move[end]]))
}
