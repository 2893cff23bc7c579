import type { AuthorityNamed } from './authority-named.ts'
import { dayIn, expectedDay } from './day-in.ts'
import { areaThen, frameworkOn, hasCareLeavers } from './era.ts'
import { dayOfInspection } from './same-inspection.ts'
import type { Judgement } from './judgement.ts'
import type { Days } from './report.ts'
import type { Columns } from './table-columns.ts'
import type { TableRow } from './table-row.ts'
import { expectedGrade, toldGrade } from './told-grade.ts'

/** What is wrong in a line of a table; what else stands there is taken all the same. */
export type LineFault = { line: number; message: string }

export type Imported = {
  judgements: Judgement[]
  faults: LineFault[]
  /** Lines that name an authority and give no grade: not yet inspected, or a report that nobody could read. */
  empty: number
}

export type Naming = {
  /** The name of the table: what its judgements have for a source. */
  table: string
  authorityNamed: AuthorityNamed
  /** What may have been meant by a name that is not known: `; did you mean Sandwell?`, or nothing. */
  hint: (name: string) => string
}

/** The judgements in the rows of a table. */
export function tableJudgements(columns: Columns, rows: readonly TableRow[], naming: Naming): Imported {
  const imported: Imported = { judgements: [], faults: [], empty: 0 }
  const told = new Map<string, Judgement>()
  for (const row of rows) {
    const { judgements, faults, isEmpty } = readRow(columns, row, naming)
    imported.empty += isEmpty ? 1 : 0
    imported.faults.push(...faults.map((message) => ({ line: row.line, message })))
    for (const judgement of judgements) {
      const place = [judgement.authority, dayOfInspection(judgement), judgement.area].join('|')
      const before = told.get(place)
      if (before === undefined) imported.judgements.push(judgement)
      else if (before.grade !== judgement.grade)
        imported.faults.push({
          line: row.line,
          message: `expected one grade for ${judgement.area} of this inspection of ${judgement.authority}, found ${judgement.grade} after ${before.grade} in a line above, which is kept`,
        })
      told.set(place, before ?? judgement)
    }
  }
  return imported
}

function readRow(columns: Columns, row: TableRow, { table, authorityNamed, hint }: Naming) {
  const faults: string[] = []
  const cell = (index: number | undefined) => (index === undefined ? '' : (row.cells[index] ?? ''))
  const name = cell(columns.authority)
  const dates = datesIn(columns, cell, faults)
  const grades = columns.grades.flatMap(({ area, at }) => {
    const grade = toldGrade(cell(at))
    if (grade === undefined) faults.push(`${area}: ${expectedGrade}; found ${quoted(cell(at))}`)
    return grade == null ? [] : [{ area, grade }]
  })
  // Notes below a table, and authorities that were not inspected.
  if (grades.length === 0 && faults.length === 0) return { judgements: [], faults, isEmpty: name !== '' }
  const authority = authorityNamed(name, dayOfInspection(dates) || null)
  if (authority === null)
    faults.push(`expected the name of one authority in authorities.csv, found ${quoted(name)}${hint(name)}`)
  if (dayOfInspection(dates) === '' && grades.length > 0)
    faults.push('expected a day of inspection or publication; found none that can be read')
  if (authority === null || dayOfInspection(dates) === '') return { judgements: [], faults, isEmpty: false }

  const framework = frameworkIn(cell(columns.framework)) ?? frameworkOn(dates)
  const isCombined = !hasCareLeavers(dates) && grades.every(({ area }) => area !== 'care-leavers')
  const source = { kind: 'import' as const, id: table, url: linkIn(columns, row) }
  const judgements = grades.map(({ area, grade }): Judgement => {
    return { authority, area: areaThen(area, framework, isCombined), grade, framework, ...dates, source }
  })
  return { judgements, faults, isEmpty: false }
}

type Dates = Pick<Judgement, 'inspected' | 'published'>

function datesIn(columns: Columns, cell: (index: number | undefined) => string, faults: string[]): Dates {
  const day = (index: number | undefined, what: string) => {
    const text = cell(index)
    const read = dayIn(text)
    if (read === null && toldGrade(text) !== null) faults.push(`${what}: ${expectedDay}; found ${quoted(text)}`)
    return read
  }
  const from = day(columns.from, 'inspection date')
  const to = columns.to === undefined ? from : day(columns.to, 'end of the inspection')
  const published = day(columns.published, 'publication date')
  return { inspected: daysOf(from, to, published, faults), published }
}

/** Where days contradict each other, that of publication is the surer one: Ofsted's site lists it. */
function daysOf(from: string | null, to: string | null, published: string | null, faults: string[]): Days | null {
  const [first, last] = [from ?? to, to ?? from]
  if (first === null || last === null) return null
  if (first > last) faults.push(`expected an inspection that begins before it ends, found ${first} to ${last}`)
  else if (published !== null && last > published)
    faults.push(`expected publication after the inspection, found ${published} after ${first} to ${last}`)
  else return { from: first, to: last }
  return null
}

/** The history says "short" or "standard", which are kinds of inspection under ILACS. */
function frameworkIn(text: string): Judgement['framework'] {
  const said = text.toLowerCase()
  if (/^(short|standard|ilacs)$/.test(said)) return 'ILACS'
  return said === 'sif' ? 'SIF' : null
}

function linkIn({ link }: Columns, { cells, links }: TableRow): string | null {
  if (link === undefined) return null
  return (
    [cells[link], links.get(link)].find((address) => address !== undefined && /^https?:\/\/\S+$/i.test(address)) ?? null
  )
}

const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
