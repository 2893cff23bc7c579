import type { Judgement } from './judgement.ts'
import type { Days } from './report.ts'

/** What one source says of one inspection, apart from its grades. */
export type Telling = Pick<Judgement, 'inspected' | 'published' | 'framework' | 'source'>

/** Sources misprint a day, or give only the first or the last: days of one inspection that lie apart lie no farther apart than this. */
const mostDaysApart = 7

/** A table may carry the day of a correction, or of its own making. */
const mostPublicationDaysApart = 21

/**
 * From the last day of an inspection to its publication are 39 to 47 days as a rule, and there have been 214. Between two full inspections of an
 * authority are a year and more, so that this joins no two.
 */
const mostDaysToPublication = 240

/**
 * Whether two sources speak of one inspection of an authority, from the surest sign to the least:
 *
 * 1. They name the same file, and no days that lie most of a year apart.
 * 2. Two that say different frameworks are not one, whatever their days.
 * 3. They have the same day of publication: Ofsted publishes no two inspections of an authority on one day, so that other days of inspection are a
 *    misprint or a part of the visit.
 * 4. The days of inspection decide where both have them, for they are what an inspection is: they overlap, or lie within a few days.
 * 5. Publication may come many months later, so it says something only where a source has no days of inspection: within a few weeks of the other's
 *    publication, or, where each has but the one or the other, within the longest time that publication takes.
 */
export function isSameInspection(one: Telling, other: Telling): boolean {
  const file = fileOf(one)
  if (file !== null && file === fileOf(other) && !areFarApart(one, other)) return true
  if (one.framework !== null && other.framework !== null && one.framework !== other.framework) return false
  if (one.published !== null && one.published === other.published) return true
  if (one.inspected !== null && other.inspected !== null)
    return daysBetween(one.inspected, other.inspected) <= mostDaysApart
  if (one.published !== null && other.published !== null)
    return Math.abs(daysFrom(one.published, other.published)) <= mostPublicationDaysApart
  return isPublicationOf(one, other) || isPublicationOf(other, one)
}

/** Files have the same number on either host of Ofsted's. */
const fileOf = ({ source }: Telling): string | null => /\/file\/(\d+)/.exec(source.url ?? '')?.[1] ?? null

/** An address that was copied into the wrong line of a table does not make two inspections one. */
function areFarApart(one: Telling, other: Telling): boolean {
  const [day, later] = [dayOfInspection(one), dayOfInspection(other)].toSorted()
  return day !== undefined && later !== undefined && day !== '' && daysFrom(day, later) > mostDaysToPublication
}

function isPublicationOf({ published }: Telling, { inspected }: Telling): boolean {
  if (published === null || inspected === null) return false
  const days = daysFrom(inspected.to, published)
  return days >= 0 && days <= mostDaysToPublication
}

/** Zero where they overlap. */
function daysBetween(one: Days, other: Days): number {
  return Math.max(0, daysFrom(one.to, other.from), daysFrom(other.to, one.from))
}

/** The day by which an inspection has its place in the order; `''` where it has none. */
export const dayOfInspection = ({ inspected, published }: Pick<Judgement, 'inspected' | 'published'>): string =>
  inspected?.from ?? published ?? ''

const daysFrom = (day: string, later: string): number => (Date.parse(later) - Date.parse(day)) / 86_400_000
