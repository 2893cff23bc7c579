import { describe, expect, test } from 'vitest'
import { readReport } from '../../src/ratings/read-report.ts'
import { Report } from '../../src/ratings/report.ts'
import { findings, ilacsPages, type Sketch } from './report-pages.ts'
import { nameAuthorities, reportOf, whyUnread } from './reading-of.ts'

const trafford: Sketch = {
  authority: 'Trafford',
  dates: '8 June 2026 to 19 June 2026',
  inspector: 'Jane Doe',
  grades: {
    leaders: 'inadequate',
    'help-and-protection': 'inadequate',
    'in-care': 'good',
    'care-leavers': 'requires-improvement',
  },
}
const lastOfItsKind: Sketch = {
  ...trafford,
  authority: 'Wolverhampton',
  dates: '26 to 30 January 2026',
  grades: {
    leaders: 'good',
    'help-and-protection': 'requires-improvement',
    'in-care': 'outstanding',
    'care-leavers': 'outstanding',
    overall: 'good',
  },
}

describe('an inspection report', () => {
  test('of after April 2026 has four grades and no overall one', () => {
    const report = reportOf(ilacsPages(trafford))
    expect(Report.parse(report)).toEqual({
      kind: 'inspection',
      authority: 'Trafford',
      framework: 'ILACS',
      inspected: { from: '2026-06-08', to: '2026-06-19' },
      published: null,
      leadInspector: 'Jane Doe',
      grades: trafford.grades,
      number: null,
      summary: expect.stringMatching(/^Since the last inspection in 2019/),
      unread: [{ what: 'published', why: 'the report does not say when it was published' }],
    })
  })

  test('is judged by the days of its inspection, not by when it was published', () => {
    expect(reportOf(ilacsPages(lastOfItsKind), { published: '2026-06-18' })).toMatchObject({
      grades: lastOfItsKind.grades,
      published: '2026-06-18',
      unread: [],
    })
    const withoutOverall = reportOf(ilacsPages({ ...trafford, dates: '9 to 20 March 2026' }))
    expect(whyUnread(withoutOverall, 'grades.overall')).toBe('neither a table nor a heading gives a grade')
  })

  test('which has an overall grade where its time has none, is not believed in that', () => {
    const report = reportOf(ilacsPages({ ...lastOfItsKind, dates: '8 to 19 June 2026' }))
    expect(Object.keys(report.grades)).toEqual(['leaders', 'help-and-protection', 'in-care', 'care-leavers'])
    expect(whyUnread(report, 'grades.overall')).toContain('from 2026-04-01 on give none')
  })

  test('whose heading contradicts its table leaves that grade unread, and keeps the others', () => {
    const report = reportOf(ilacsPages({ ...trafford, headings: { 'in-care': 'requires-improvement' } }))
    const { 'in-care': _, ...others } = trafford.grades
    expect(report.grades).toEqual(others)
    expect(whyUnread(report, 'grades.in-care')).toBe(
      'the table says good, and the heading of its section requires-improvement',
    )
  })

  test('without a table gives the grades of its headings', () => {
    const [first = '', ...rest] = ilacsPages(trafford)
    const front = first.split('\n').slice(0, 4)
    expect(reportOf([[...front, ...findings].join('\n'), ...rest]).grades).toEqual(trafford.grades)
  })

  test('of a trust is on the authority that its text names, where the trust serves several', () => {
    const pages = ilacsPages({ ...trafford, authority: 'x' }).map((page) =>
      page.replaceAll(/Inspection of x local authority\n?.*/g, 'Inspection of Northamptonshire Children’s Trust'),
    )
    const about = (name: string) => reportOf([...pages, `${name} Council. `.repeat(5)]).authority
    expect(about('West Northamptonshire')).toBe('West Northamptonshire')
    expect(about('North Northamptonshire')).toBe('North Northamptonshire')
    expect(whyUnread(reportOf(pages), 'authority')).toBe(
      'its title names North Northamptonshire and West Northamptonshire',
    )
    expect(reportOf(pages, { authority: 'West Northamptonshire' }).authority).toBe('West Northamptonshire')
    const bradford = pages.map((page) =>
      page.replaceAll('Northamptonshire Children’s Trust', 'Bradford Children and Families Trust'),
    )
    expect(reportOf(bradford).authority).toBe('Bradford')
  })

  test('has grades also where its title names other things first', () => {
    const [first = '', ...rest] = ilacsPages(trafford)
    expect(reportOf([`Old School Lane\n${first}`, ...rest])).toMatchObject({
      kind: 'inspection',
      grades: trafford.grades,
    })
  })

  test('found among the reports on another authority is on neither', () => {
    const report = reportOf(ilacsPages(trafford), { authority: 'Bury' })
    expect(report.authority).toBeNull()
    expect(whyUnread(report, 'authority')).toBe('its title names Trafford, and it was found among the reports on Bury')
  })

  test('that was published before its inspection ended has no days', () => {
    const report = reportOf(ilacsPages(trafford), { published: '2026-06-10' })
    expect(report.inspected).toBeNull()
    expect(whyUnread(report, 'inspected')).toContain('end after it was published')
  })

  test('of which pages are missing says so', () => {
    const read = readReport({ pages: ilacsPages(trafford), missing: 'pages that are broken: 7', nameAuthorities })
    expect(read).toMatchObject({
      ok: true,
      report: { unread: [{ what: 'pages', why: 'pages that are broken: 7' }, {}] },
    })
  })
})

test('an area that was not judged has no grade, and the reason', () => {
  const report = reportOf(
    [
      'Isles of Scilly',
      'Inspection of services for children in need of help and',
      'protection, children looked after and care leavers',
      'Inspection date: 11 April 2016 – 28 April 2016',
      'Report published: 27 June 2016',
      'Children’s services in the Isles of Scilly are good',
      '1. Children who need help and protection Good',
      '2. Children looked after and achieving',
      'permanence',
      'Not Judged',
      '2.1 Adoption performance Not judged',
      '2.2 Experiences and progress of care leavers Not Judged',
      '3. Leadership, management and governance Good',
    ].join('\n'),
  )
  expect(report).toMatchObject({
    authority: 'Isles of Scilly',
    published: '2016-06-27',
    grades: { 'help-and-protection': 'good', leadership: 'good', overall: 'good' },
  })
  for (const area of ['looked-after', 'adoption', 'care-leavers'])
    expect(whyUnread(report, `grades.${area}`)).toBe('the report says that it was not judged')
})

test('what an inspection under SIF says in sentences of its sections is held against its table', () => {
  const page = [
    'Kent County Council',
    'Inspection of services for children in need of help and protection, children looked after and care leavers',
    'Inspection date: 6 March 2017 – 30 March 2017',
    'Children’s services in Kent are good',
    '1. Children who need help and protection Good',
    '2. Children looked after and achieving permanence Good',
    '2.1 Adoption performance Outstanding',
    '2.2 Experiences and progress of care leavers Good',
    '3. Leadership, management and governance Good',
  ].join('\n')
  const sections = [
    'The graded judgement for adoption performance is that it is outstanding',
    '54. Adoption is considered for all children.',
    'The graded judgment about the experience and progress of care leavers is',
    'that it requires improvement',
  ].join('\n')
  const report = reportOf([page, sections])
  expect(report.grades).toEqual({
    'help-and-protection': 'good',
    'looked-after': 'good',
    adoption: 'outstanding',
    leadership: 'good',
    overall: 'good',
  })
  expect(whyUnread(report, 'grades.care-leavers')).toContain('the heading of its section requires-improvement')
})

const letter = (title: string, first: string) =>
  [
    'Ofsted',
    'Clive House',
    'Birmingham B4 6FJ',
    'T 0300 123 1231',
    'www.gov.uk/ofsted',
    '27 March 2024',
    'Mary Kent, Corporate Director',
    'Herefordshire Council',
    'Plough Lane',
    'Hereford',
    'Dear Ms Kent',
    title,
    first,
    'Headline findings',
    'Since the last visit, senior leaders have brought pace to their plans, and children are seen sooner than',
    'they were.',
    'Findings and evaluation of progress',
    'Social workers are good at listening.',
    'Yours sincerely',
    'Jane Doe',
    'His Majesty’s Inspector',
  ].join('\n')

describe('a letter', () => {
  test('on a monitoring visit has its number and no grades', () => {
    const report = reportOf(
      letter(
        'Monitoring visit to Herefordshire children’s services',
        'This letter summarises the findings of the monitoring visit to Herefordshire children’s services on 21 and\n' +
          '22 February 2024. This was the fourth monitoring visit since the local authority was judged inadequate in\nJuly 2022.',
      ),
    )
    expect(report).toEqual({
      kind: 'monitoring-visit',
      authority: 'Herefordshire',
      framework: 'ILACS',
      inspected: { from: '2024-02-21', to: '2024-02-22' },
      published: null,
      leadInspector: 'Jane Doe',
      grades: {},
      number: 4,
      summary:
        'Since the last visit, senior leaders have brought pace to their plans, and children are seen sooner than they were.',
      unread: [{ what: 'published', why: 'the report does not say when it was published' }],
    })
  })

  test('on a focused visit has neither, whatever it says of visits before', () => {
    const report = reportOf(
      letter(
        'Focused visit to Herefordshire local authority children’s services',
        'This letter summarises the findings of the focused visit to Herefordshire on 28 and 29 November 2023. It followed\n' +
          'a monitoring visit, and a joint targeted area inspection, in 2022.',
      ),
      { published: '2024-01-10' },
    )
    expect(report).toMatchObject({
      kind: 'focused-visit',
      authority: 'Herefordshire',
      inspected: { from: '2023-11-28', to: '2023-11-29' },
      grades: {},
      number: null,
      unread: [],
    })
  })

  test('on a joint inspection may name its days first', () => {
    const report = reportOf(
      letter(
        'Joint targeted area inspection of the multi-agency response to neglect in Herefordshire',
        'Between 4 and 8 June 2018, Ofsted, the Care Quality Commission and others undertook a joint inspection of the\n' +
          'response to neglect in Herefordshire.',
      ),
    )
    expect(report).toMatchObject({
      kind: 'joint-inspection',
      framework: 'other',
      authority: 'Herefordshire',
      inspected: { from: '2018-06-04', to: '2018-06-08' },
      grades: {},
    })
  })

  test('that does not say which visit it was has no number, and the reason', () => {
    const report = reportOf(letter('Monitoring visit of Herefordshire Council children’s services', 'Inspectors came.'))
    expect(report).toMatchObject({ kind: 'monitoring-visit', number: null, inspected: null })
    expect(whyUnread(report, 'number')).toBe('the letter does not say which monitoring visit it was')
    expect(whyUnread(report, 'inspected')).toContain('no sentence gives its days')
  })
})

test.each([
  [
    [
      'Inspection of looked after children',
      'services',
      'Kent County Council',
      'Inspection dates: 15 – 19 July 2013',
      'Reporting inspector Jane Doe HMI',
      'Age group: All',
      'Published: 23 August 2013',
    ],
    {
      kind: 'inspection',
      framework: 'other',
      authority: 'Kent',
      grades: {},
      published: '2013-08-23',
      leadInspector: 'Jane Doe',
    },
  ],
  [
    [
      'Inspection of local authority arrangements for',
      'the protection of children',
      'Sandwell Metropolitan Borough Council',
      'Inspection dates: 21 January – 30 January 2013',
      'Lead inspector Jane Doe',
      'Overall effectiveness Inadequate',
    ],
    {
      kind: 'inspection',
      framework: 'other',
      authority: 'Sandwell',
      grades: {},
      inspected: { from: '2013-01-21', to: '2013-01-30' },
    },
  ],
  [
    [
      'Inspection of safeguarding and looked after',
      'children services',
      'London Borough of Brent',
      'Inspection dates: 3 – 14 October 2011',
      'Reporting inspector: Jane Doe HMI',
    ],
    { kind: 'inspection', framework: 'other', authority: 'Brent', grades: {} },
  ],
  [
    [
      '1',
      'Surrey Safeguarding Children Board',
      'Review of the effectiveness of the Local Safeguarding Children',
      'Board',
      'Inspection date: 15 June 2015 – 17 June 2015',
      'Report published: 3 August 2015',
      'Ofsted',
    ],
    { kind: 'other', framework: 'other', authority: 'Surrey', grades: {}, published: '2015-08-03' },
  ],
  [
    [
      'Ofsted',
      'Care Quality Commission',
      'Joint targeted area inspection of',
      'Northumberland',
      'Inspection dates: 4 to 8 December 2023',
      'Headline findings',
      ...findings,
    ],
    {
      kind: 'joint-inspection',
      framework: 'other',
      authority: 'Northumberland',
      inspected: { from: '2023-12-04', to: '2023-12-08' },
      grades: {},
    },
  ],
  [
    ['Ofsted', 'Area SEND inspection of Bury Local Area Partnership', 'Inspection dates: 5 to 9 February 2024'],
    { kind: 'other', framework: 'other', authority: 'Bury', grades: {} },
  ],
])('the document that begins %j is told from others', (lines, expected) => {
  expect(reportOf([...lines, '© Ofsted'].join('\n'))).toMatchObject(expected)
})

test('a document that is none of Ofsted’s is refused', () => {
  const read = readReport({ pages: ['Invoice\nTotal: 12.50', 'Thank you'], nameAuthorities })
  expect(read).toEqual({
    ok: false,
    reason: 'expected a report or a letter of Ofsted’s; its text is of something else',
  })
})

test('the text of the link tells what a document is whose title does not', () => {
  const pages = 'Ofsted\nA letter to Kent County Council'
  expect(reportOf(pages)).toMatchObject({ kind: 'other', unread: [{ what: 'kind' }, {}, {}, {}, {}] })
  expect(reportOf(pages, { title: 'Children’s services focused visit, pdf - 01 August 2024' }).kind).toBe(
    'focused-visit',
  )
})
