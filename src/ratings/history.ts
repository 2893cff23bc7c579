import { Area } from './area.ts'
import type { Grade } from './grade.ts'
import type { Judgement } from './judgement.ts'
import type { Days } from './report.ts'
import { dayOfInspection, isSameInspection, type Telling } from './same-inspection.ts'

export type Source = Judgement['source']

/** Something that sources tell differently of one inspection: each value with those that give it, the one to go by first. */
export type Disagreement =
  | { about: Area; told: { value: Grade; sources: Source[] }[] }
  | { about: 'inspected'; told: { value: Days; sources: Source[] }[] }
  | { about: 'published'; told: { value: string; sources: Source[] }[] }

/** One inspection of an authority, as all sources together tell it. */
export type Inspection = {
  authority: string
  inspected: Days | null
  published: string | null
  framework: Judgement['framework']
  /** The grades to go by: those of the report where it was read (of several the last), else those of the first table by name. */
  grades: Partial<Record<Area, Grade>>
  sources: Source[]
  disagreements: Disagreement[]
}

export type History = {
  authority: string
  /** Oldest first: by the first day of inspection, where no source gives one by publication. */
  inspections: Inspection[]
  /** Of no known day, so that they have no place in the order. */
  undated: Judgement[]
}

/** The inspections of each authority, from judgements in any order. Sources that disagree are all kept: nothing that was told is lost. */
export function historyOf(judgements: readonly Judgement[]): Map<string, History> {
  const byAuthority = grouped(judgements.toSorted(byWeight), ({ authority }) => authority)
  return new Map([...byAuthority].map(([authority, own]) => [authority, historyOfOne(authority, own)]))
}

function historyOfOne(authority: string, judgements: Judgement[]): History {
  const isDated = ({ inspected, published }: Judgement) => inspected !== null || published !== null
  const inspections = groupsOf(judgements.filter(isDated))
    .map((group) => inspectionOf(authority, group))
    .toSorted((a, b) => compareText(dayOfInspection(a), dayOfInspection(b)))
  return { authority, inspections, undated: judgements.filter((one) => !isDated(one)) }
}

/** Judgements that tell of one inspection. A telling that links two groups makes them one. */
function groupsOf(judgements: readonly Judgement[]): Judgement[][] {
  let groups: Judgement[][][] = []
  for (const telling of grouped(judgements, tellingName).values()) {
    const isOfIt = (other: Judgement[]) => {
      const [one, two] = [telling[0], other[0]]
      return one !== undefined && two !== undefined && isSameInspection(one, two)
    }
    const joined = groups.filter((group) => group.some(isOfIt))
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), telling]]
  }
  return groups.map((tellings) => tellings.flat())
}

const tellingName = ({ inspected, published, framework, source }: Telling): string =>
  JSON.stringify([inspected, published, framework, source.kind, source.id, source.url])

function inspectionOf(authority: string, group: Judgement[]): Inspection {
  const judgements = group.toSorted(byWeight)
  const grades: Inspection['grades'] = {}
  const disagreements: Disagreement[] = []
  for (const area of Area.options) {
    const told = toldBy(
      judgements.filter((one) => one.area === area).map(({ grade, source }) => ({ value: grade, source })),
    )
    if (told[0] !== undefined) grades[area] = told[0].value
    if (told.length > 1) disagreements.push({ about: area, told })
  }
  const inspected = toldBy(
    judgements.flatMap(({ inspected: value, source }) => (value === null ? [] : [{ value, source }])),
  )
  const published = toldBy(
    judgements.flatMap(({ published: value, source }) => (value === null ? [] : [{ value, source }])),
  )
  // A table may give a single day, or one part of a visit: it says less, and nothing else.
  const odd = inspected.filter(
    ({ value }) => !inspected.every((other) => isWithin(value, other.value) || isWithin(other.value, value)),
  )
  if (odd.length > 1) disagreements.push({ about: 'inspected', told: odd })
  if (published.length > 1) disagreements.push({ about: 'published', told: published })
  return {
    authority,
    inspected: wholeOf(inspected.map(({ value }) => value)),
    published: published[0]?.value ?? null,
    framework: judgements.find(({ framework }) => framework !== null)?.framework ?? null,
    grades,
    sources: toldBy(judgements.map(({ source }) => ({ value: source, source }))).map(({ value }) => value),
    disagreements,
  }
}

/** Each different value once, in the order in which it was first given, with its sources. */
function toldBy<T>(given: { value: T; source: Source }[]): { value: T; sources: Source[] }[] {
  return [...grouped(given, ({ value }) => JSON.stringify(value)).values()].flatMap((same) => {
    const [first] = same
    const sources = [...new Map(same.map(({ source }) => [JSON.stringify(source), source])).values()]
    return first === undefined ? [] : [{ value: first.value, sources }]
  })
}

/** Node 20 has no Map.groupBy. */
function grouped<T>(values: readonly T[], nameOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const name = nameOf(value)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [value])
    else group.push(value)
  }
  return groups
}

/** The first given; where that is a single day, the whole visit that another source gives around it. */
function wholeOf(days: Days[]): Days | null {
  const [first] = days
  if (first === undefined || first.from !== first.to) return first ?? null
  return days.find((other) => other.from !== other.to && isWithin(first, other)) ?? first
}

const isWithin = (part: Days, whole: Days) => part.from >= whole.from && part.to <= whole.to

/** A report before a table that was made of reports, and the one that came last, since it corrects the others; the order is the same whichever came first. */
function byWeight(a: Judgement, b: Judgement): number {
  const weight = ({ source }: Judgement) => (source.kind === 'report' ? 0 : 1)
  return (
    weight(a) - weight(b) ||
    (weight(a) === 0 ? byNumber(b, a) : compareText(a.source.id, b.source.id)) ||
    compareText(dayOfInspection(a), dayOfInspection(b)) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}

const byNumber = ({ source: a }: Judgement, { source: b }: Judgement) =>
  a.id.length - b.id.length || compareText(a.id, b.id)

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
