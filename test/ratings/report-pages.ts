import type { Area } from '../../src/ratings/area.ts'
import type { Grade } from '../../src/ratings/grade.ts'

/** A report that was invented, in the form that Ofsted's have. */
export type Sketch = {
  authority: string
  dates: string
  inspector: string
  grades: Partial<Record<Area, Grade>>
  /** Headings that repeat other grades than the table's. */
  headings?: Partial<Record<Area, Grade>>
  layout?: Layout
}

/** How a PDF's table comes out as text. */
export type Layout = {
  /** Where the grades stand: after each label, before it, between its lines, or in a column of their own before or after all labels. */
  grades: 'after' | 'before' | 'same-line' | 'between' | 'column-first' | 'column-last'
  /** Words on a line of the label column. */
  width: number
  /** "Requires improvement / to be good" takes two lines. */
  wrapsGrades: boolean
}

const plain: Layout = { grades: 'after', width: 7, wrapsGrades: false }

export const ilacsLabels: Partial<Record<Area, string>> = {
  leaders: 'The impact of leaders on social work practice with children and families',
  'help-and-protection': 'The experiences and progress of children who need help and protection',
  'in-care': 'The experiences and progress of children in care',
  'care-leavers': 'The experiences and progress of care leavers',
  'in-care-and-care-leavers': 'The experiences and progress of children in care and care leavers',
  overall: 'Overall effectiveness',
}

export const sifLabels: Partial<Record<Area, string>> = {
  'help-and-protection': '1. Children who need help and protection',
  'looked-after': '2. Children looked after and achieving permanence',
  adoption: '2.1 Adoption performance',
  'care-leavers': '2.2 Experiences and progress of care leavers',
  leadership: '3. Leadership, management and governance',
}

const printed: Record<Grade, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  'requires-improvement': 'Requires improvement to be good',
  adequate: 'Adequate',
  inadequate: 'Inadequate',
}

/** The lines of the table. */
export function tableOf(
  grades: Sketch['grades'],
  labels: Partial<Record<Area, string>>,
  { grades: where, width, wrapsGrades }: Layout = plain,
): string[] {
  const rows = Object.entries(labels).flatMap(([area, label]) => {
    const grade = Object.entries(grades).find(([graded]) => graded === area)?.[1]
    if (grade === undefined) return []
    const words = printed[grade]
    const lines = wrapsGrades && grade === 'requires-improvement' ? [words.slice(0, 20), words.slice(21)] : [words]
    return [{ label: wrapped(label, width), grade: lines }]
  })
  if (where === 'column-first') return [...rows.flatMap(({ grade }) => grade), ...rows.flatMap(({ label }) => label)]
  if (where === 'column-last') return [...rows.flatMap(({ label }) => label), ...rows.flatMap(({ grade }) => grade)]
  return rows.flatMap(({ label, grade }) => {
    const [first = '', ...rest] = label
    switch (where) {
      case 'before':
        return [...grade, ...label]
      case 'between':
        return [first, grade[0] ?? '', ...rest, ...grade.slice(1)]
      case 'same-line':
        // Two columns, line by line.
        return Array.from({ length: Math.max(label.length, grade.length) }, (_, at) =>
          [label[at], grade[at]].filter((part) => part !== undefined).join(' '),
        )
      default:
        return [...label, ...grade]
    }
  })
}

function wrapped(text: string, width: number): string[] {
  const words = text.split(' ')
  return Array.from({ length: Math.ceil(words.length / width) }, (_, at) =>
    words.slice(at * width, (at + 1) * width).join(' '),
  )
}

export const findings = [
  'Since the last inspection in 2019, when overall effectiveness was judged to be inadequate, leaders',
  'have improved services for most children. Social workers know children well, and good multi-',
  'agency work keeps them safe.',
  'Some care leavers wait too long for somewhere to live, and leaders know that this is not yet good',
  'enough. They have plans to change it, which inspectors found to be outstanding in their detail.',
]

/** A report under ILACS: three pages with headers and page numbers. */
export function ilacsPages({ authority, dates, inspector, grades, headings, layout }: Sketch): string[] {
  const header = (page: number) => [
    `Inspection of ${authority} local authority children’s services`,
    `${dates} ${page}`,
  ]
  const repeated = Object.entries({ ...grades, ...headings }).flatMap(([area, grade]) => {
    const label = Object.entries(ilacsLabels).find(([known]) => known === area)?.[1]
    if (label === undefined || area === 'overall') return []
    return [...wrapped(`${label}: ${printed[grade].toLowerCase()}`, 9), ...findings]
  })
  return [
    [
      `Inspection of ${authority} local authority`,
      'children’s services',
      `Inspection dates: ${dates}`,
      `Lead inspector: ${inspector}, His Majesty’s Inspector`,
      'Judgement Grade',
      ...tableOf(grades, ilacsLabels, layout),
      ...findings,
    ],
    [...header(2), 'What needs to improve?', '◼ The timeliness of pathway plans for care leavers.', ...repeated],
    [...header(3), 'Ofsted', 'Piccadilly Gate', 'www.gov.uk/ofsted', '© Crown copyright 2026'],
  ].map((lines) => lines.join('\n'))
}
