import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Fault } from './fault.ts'
import { didYouMean } from './nearest.ts'

/** A local authority with children's services, now or once. */
export type Authority = {
  /** Short name, unique: what findings and subscriptions use. */
  name: string
  gssCode: string | null
  type: string
  region: string
  aliases: string[]
  /** Districts, towns and the like whose news is this authority's, where nothing names the authority itself. */
  towns: string[]
  former: boolean
  /** The day from which its successors have its duties, ISO 8601; null for those of today. */
  until: string | null
  /** Names of the authorities that took its place. */
  successor: string[]
}

export type Authorities = {
  list: readonly Authority[]
  /** Short names, in the order of the file. */
  names: readonly string[]
  regions: readonly string[]
  get: (name: string) => Authority | undefined
  regionOf: (name: string) => string | null
}

/** The nine regions of England, as the Office for National Statistics names them. */
export const englishRegions = [
  'East Midlands',
  'East of England',
  'London',
  'North East',
  'North West',
  'South East',
  'South West',
  'West Midlands',
  'Yorkshire and The Humber',
] as const

const types = [
  'county council',
  'metropolitan district',
  'unitary authority',
  'London borough',
  'City of London',
  'Isles of Scilly',
] as const

const columns = ['name', 'gss_code', 'type', 'region', 'aliases', 'former', 'successor'] as const

const Row = z.object({
  name: z.string().min(1, 'expected a name'),
  gss_code: z.string().regex(/^([A-Z]\d{8})?$/, 'expected a GSS code such as E08000028, or nothing'),
  type: z.enum(types, { error: `expected one of ${types.join(', ')}` }),
  region: z.enum(englishRegions, { error: `expected one of ${englishRegions.join(', ')}` }),
  aliases: z.string(),
  former: z.enum(['yes', 'no'], { error: 'expected yes or no' }),
  successor: z.string(),
  towns: z.string().default(''),
  until: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'expected a date such as 2021-04-01, or nothing')
    .default(''),
})

/** What may have been meant where one of several was expected. */
const choices = new Map<string, readonly string[]>([
  ['type', types],
  ['region', englishRegions],
])

const Records = z.array(z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }))

/**
 * Reads `authorities.csv`. Names, aliases, successors and towns are lists parted by `|`. Every fault is told at once, with its line. Names are told
 * also of a table with faults, so that other files can be checked against it; null where they cannot be made out.
 */
export function readAuthorities(
  file: string,
  text: string,
): { ok: true; value: Authorities } | { ok: false; faults: Fault[]; names: string[] | null } {
  const faults: Fault[] = []
  const fault = (line: number, message: string) => faults.push({ file, line, column: 1, message })

  const rows = recordsOf(text, fault)
  const list = rows.flatMap(({ record, line }) => {
    const row = Row.safeParse(record)
    if (row.success) return [{ line, authority: authorityOf(row.data) }]
    for (const { path, message } of row.error.issues) {
      const column = path.join('.')
      const found = record[column] ?? null
      fault(
        line,
        `${column}: ${message}, found ${JSON.stringify(found)}${didYouMean(found ?? '', choices.get(column) ?? [])}`,
      )
    }
    return []
  })
  const byName = new Map<string, Authority>()
  for (const { line, authority } of list) {
    if (byName.has(authority.name))
      fault(line, `expected each authority once; ${authority.name} stands in a line before`)
    byName.set(authority.name, authority)
  }
  const names = rows.flatMap(({ record: { name = '' } }) => (name === '' ? [] : [name]))
  for (const { line, authority } of list) {
    for (const name of authority.successor)
      if (!names.includes(name))
        fault(
          line,
          `successor: expected an authority of this file, found ${JSON.stringify(name)}${didYouMean(name, names)}`,
        )
  }
  if (faults.length === 0 && list.length === 0)
    fault(1, 'expected at least one authority below the line of column names')
  if (faults.length > 0)
    return { ok: false, faults, names: names.length > 0 && names.length === rows.length ? names : null }
  return { ok: true, value: tableOf(list.map(({ authority }) => authority)) }
}

type Line = { record: Record<string, string>; line: number }

function recordsOf(text: string, fault: (line: number, message: string) => void): Line[] {
  try {
    const records = Records.parse(parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true }))
    const missing = columns.filter((column) => !(column in (records[0]?.record ?? {})))
    if (records.length > 0 && missing.length > 0) {
      fault(1, `expected the columns ${columns.join(', ')}; missing: ${missing.join(', ')}`)
      return []
    }
    return records.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    const line =
      typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number'
        ? error.lines
        : 1
    fault(line, `expected comma-separated values; ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}

function authorityOf({
  name,
  gss_code,
  type,
  region,
  aliases,
  former,
  successor,
  towns,
  until,
}: z.output<typeof Row>): Authority {
  return {
    name,
    gssCode: gss_code === '' ? null : gss_code,
    type,
    region,
    aliases: parts(aliases),
    towns: parts(towns),
    former: former === 'yes',
    until: until === '' ? null : until,
    successor: parts(successor),
  }
}

function parts(text: string): string[] {
  return text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function tableOf(list: Authority[]): Authorities {
  const byName = new Map(list.map((authority) => [authority.name, authority]))
  return {
    list,
    names: list.map(({ name }) => name),
    regions: [...new Set(list.map(({ region }) => region))],
    get: (name) => byName.get(name),
    regionOf: (name) => byName.get(name)?.region ?? null,
  }
}
