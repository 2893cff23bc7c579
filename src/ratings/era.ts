import type { Area } from './area.ts'
import type { Judgement } from './judgement.ts'

type Dates = Pick<Judgement, 'inspected' | 'published'>

/** Inspections under ILACS have taken place since; those under SIF, before it, since November 2013. */
export const ilacsFrom = '2018-01-01'
const sifFrom = '2013-11-01'

/** Care leavers are judged on their own in inspections from this day on; one of the last that were not was published in May 2023. */
export const careLeaversFrom = '2023-01-01'

/** Inspections from this day on give no overall judgement. */
export const noOverallFrom = '2026-04-01'

/** The last reports of the single framework came out in the first half of 2018, beside the first of its successor. */
const overlap = { from: '2018-01-01', to: '2018-07-31' }

/**
 * The framework of an inspection, by its days: SIF from November 2013 to December 2017, ILACS from January 2018. By publication only where
 * that leaves no doubt; else null.
 */
export function frameworkOn({ inspected, published }: Dates): Judgement['framework'] {
  if (inspected !== null) {
    if (inspected.from >= ilacsFrom) return 'ILACS'
    return inspected.from >= sifFrom ? 'SIF' : 'other'
  }
  if (published === null || (published >= overlap.from && published <= overlap.to)) return null
  if (published > overlap.to) return 'ILACS'
  return published >= '2014-03-01' ? 'SIF' : null
}

/** Whether care leavers have a judgement of their own, by the days of an inspection. */
export function hasCareLeavers({ inspected, published }: Dates): boolean {
  return inspected === null ? (published ?? '') >= '2023-06-01' : inspected.from >= careLeaversFrom
}

/**
 * Tables have one column for an area that had other names: `area` is the column's. `isCombined`: children in care and care leavers had one judgement.
 */
export function areaThen(area: Area, framework: Judgement['framework'], isCombined: boolean): Area {
  if (framework === 'SIF') return area === 'leaders' ? 'leadership' : area === 'in-care' ? 'looked-after' : area
  return area === 'in-care' && isCombined ? 'in-care-and-care-leavers' : area
}
