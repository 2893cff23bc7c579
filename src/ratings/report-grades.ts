import { areas, type Area } from './area.ts'
import { careLeaversFrom, noOverallFrom } from './era.ts'
import type { Verdict } from './grade-words.ts'
import type { Grade } from './grade.ts'
import type { Grid } from './judgement-grid.ts'
import { gradesTold, overallTold, type Told } from './judgement-headings.ts'
import type { Line } from './report-lines.ts'
import type { Days, Report } from './report.ts'

type Given = { lines: readonly Line[]; grid: Grid | null; framework: Report['framework']; inspected: Days | null }
type Graded = { grades: Partial<Record<Area, Grade>>; faults: Report['unread'] }

const practice: readonly Area[] = ['leaders', 'help-and-protection']
const sif: readonly Area[] = [
  'help-and-protection',
  'looked-after',
  'adoption',
  'care-leavers',
  'leadership',
  'overall',
]

/** The grades of an inspection: those of its table, where nothing in the report says otherwise, and those that only a heading or a sentence gives. */
export function gradesOf({ lines, grid, framework, inspected }: Given): Graded {
  // Judgements of before November 2013 are others than those since.
  if (framework === 'other')
    return { grades: {}, faults: [{ what: 'grades', why: 'its framework has other judgements than ILACS and SIF' }] }
  const told = gradesTold(lines.slice(grid?.to ?? 0), framework)
  if (framework === 'SIF') addOverall(told, lines, grid)
  const graded: Graded = { grades: {}, faults: [] }
  for (const area of areasOf({ framework, inspected, grid, told })) {
    const read = settle(grid?.verdicts.get(area), told.get(area), grid?.unread.get(area))
    if (typeof read === 'string') graded.grades[area] = read
    else graded.faults.push({ what: `grades.${area}`, why: read.why })
  }
  const hasOverall = grid?.verdicts.has('overall') === true
  if (framework === 'ILACS' && hasOverall && isAfterOverall(inspected))
    graded.faults.push({
      what: 'grades.overall',
      why: `its table has one, and inspections from ${noOverallFrom} on give none`,
    })
  return graded
}

/** Reports under SIF say the overall judgement in a sentence before the table. */
function addOverall(told: Told, lines: readonly Line[], grid: Grid | null): void {
  const front = lines.slice(0, grid?.from ?? lines.length).filter(({ page }) => grid !== null || page === 1)
  const overall = overallTold(front)
  if (overall !== null) told.set('overall', (told.get('overall') ?? new Set<Grade>()).add(overall))
}

type Expected = Pick<Given, 'inspected' | 'grid'> & { framework: 'ILACS' | 'SIF'; told: Told }

/** The judgements that a report of its framework and time has, in the order of print. */
function areasOf({ framework, inspected, grid, told }: Expected): Area[] {
  if (framework === 'SIF') return [...sif]
  const inGrid = [...(grid?.verdicts.keys() ?? []), ...(grid?.unread.keys() ?? [])]
  const expected = new Set<Area>([
    ...practice,
    ...((isCombined(inGrid) ?? isCombined([...told.keys()]) ?? isBefore2023(inspected)) ? combined : apart),
    ...(isAfterOverall(inspected) ? [] : (['overall'] as const)),
  ])
  const order = Object.keys(areas)
  return [...new Set([...expected, ...inGrid.filter((area) => area !== 'overall')])].toSorted(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  )
}

const combined: readonly Area[] = ['in-care-and-care-leavers']
const apart: readonly Area[] = ['in-care', 'care-leavers']

/** Whether children in care and care leavers have one judgement; null where neither is among the areas. */
function isCombined(seen: readonly Area[]): boolean | null {
  if (seen.some((area) => combined.includes(area))) return true
  return seen.some((area) => apart.includes(area)) ? false : null
}

const isBefore2023 = (inspected: Days | null) => inspected !== null && inspected.from < careLeaversFrom
const isAfterOverall = (inspected: Days | null) => inspected !== null && inspected.from >= noOverallFrom

function settle(
  printed: Verdict | undefined,
  told: ReadonlySet<Grade> | undefined,
  fault: string | undefined,
): Grade | { why: string } {
  const [said, other] = told ?? []
  if (printed === 'not-judged') return { why: 'the report says that it was not judged' }
  if (other !== undefined) return { why: `the report says both ${said} and ${other}` }
  if (printed !== undefined && said !== undefined && printed !== said)
    return { why: `the table says ${printed}, and the heading of its section ${said}` }
  return printed ?? said ?? { why: fault ?? 'neither a table nor a heading gives a grade' }
}
