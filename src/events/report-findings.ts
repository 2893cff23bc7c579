import { dayOfInspection } from '../ratings/same-inspection.ts'
import type { Report, ReportKind } from '../ratings/report.ts'
import type { Step, Timeline } from '../ratings/timeline.ts'
import type { Evidence, Fields, Finding } from '../rules/finding.ts'
import type { ReportFacts } from './report-facts.ts'

type Asked = {
  report: Report
  /** The number of its file at Ofsted, by which its authority's history names it. */
  fileNumber: string
  /** The authority's history, with this report in it if it is an inspection. */
  timeline: Timeline
  /** The text that evidence quotes. */
  document: { title: string; text: string }
}

/** What a report says needs no weighing: this is above every score that a text can reach. */
const score = 100

/** Inspections that a reader is shown. */
const mostInspections = 6

/** Sentences of the summary that are quoted. */
const mostSentences = 2

/**
 * What a document of Ofsted itself reports. An inspection is a rating change, told by its grid of judgements and the authority's history, and not by the
 * words of its text; the letter of a monitoring visit is one. That it was published is news also where its grades could not be read: then it says
 * nothing of them. Nothing else that Ofsted publishes on an authority is news of these rules. `rating` and `previous` are those of the overall judgement, and null since there is none.
 */
export function findingsOfReport(asked: Asked): { findings: Finding[]; facts: ReportFacts | null } {
  const { report, fileNumber, timeline } = asked
  const isOfIt = ({ inspection }: Step) =>
    inspection.sources.some(({ kind, id }) => kind === 'report' && id === fileNumber)
  const at = timeline.steps.findIndex(isOfIt)
  const step = timeline.steps[at]
  if (report.kind === 'inspection' && step !== undefined)
    return inspection(asked, step, timeline.steps.slice(0, at + 1))
  if (report.kind === 'monitoring-visit' && report.authority !== null) return visit(asked, report.authority)
  const unread = report.authority === null ? null : findingOfUnread(report.kind, report.authority)
  return { findings: unread === null ? [] : [unread], facts: null }
}

/** What is known of a document that could not be read, by its kind alone; null where that is no news of these rules. */
export function findingOfUnread(kind: ReportKind | null, authority: string): Finding | null {
  switch (kind) {
    case 'inspection': {
      const fields = { rating: null, previous: null, direction: 'unknown', areas: null }
      return { rule: 'rating-change', authority, score, fields, evidence: [] }
    }
    case 'monitoring-visit':
      return { rule: 'monitoring-visit', authority, score, fields: { number: null }, evidence: [] }
    default:
      return null
  }
}

function inspection(
  { report, fileNumber, timeline, document }: Asked,
  { moves, direction, inspection }: Step,
  until: readonly Step[],
): { findings: Finding[]; facts: ReportFacts } {
  const { authority } = inspection
  const overall = moves.find(({ area }) => area === 'overall')
  const fields: Fields = {
    rating: overall?.to ?? null,
    previous: overall?.from ?? null,
    direction: direction === 'new' ? 'unknown' : direction,
    areas: Object.fromEntries(
      moves.flatMap(({ area, from, to }) => (area === 'overall' ? [] : [[area, { from, to }]])),
    ),
  }
  return {
    findings: [{ rule: 'rating-change', authority, score, fields, evidence: evidenceOf(report, document) }],
    facts: {
      kind: 'inspection',
      file: fileNumber,
      day: dayOfInspection(inspection),
      moves: moves.map(({ area, kind, from, to }) => ({ area, kind, from, to })),
      inspections: newestFirst(timeline, until),
      since: null,
    },
  }
}

function visit(
  { report, fileNumber, timeline, document }: Asked,
  authority: string,
): { findings: Finding[]; facts: ReportFacts } {
  const day = report.inspected?.from ?? report.published
  const until = timeline.steps.filter(({ inspection }) => day === null || dayOfInspection(inspection) < day)
  // One that failed longer ago is not what is monitored: the inspection in between is one that could not be read.
  const last = until.at(-1)?.inspection
  const isFailed = last !== undefined && Object.values(last.grades).includes('inadequate')
  const fields = { number: report.number }
  return {
    findings: [{ rule: 'monitoring-visit', authority, score, fields, evidence: evidenceOf(report, document) }],
    facts: {
      kind: 'monitoring-visit',
      file: fileNumber,
      day: report.inspected?.from ?? null,
      moves: [],
      inspections: newestFirst(timeline, until),
      since: isFailed ? dayOfInspection(last) : null,
    },
  }
}

/** Inspections of the authority, then those of the bodies whose duties it took over. */
function newestFirst({ predecessors }: Timeline, until: readonly Step[]): ReportFacts['inspections'] {
  const steps = [...until.toReversed(), ...predecessors.flatMap(({ timeline }) => timeline.steps.toReversed())]
  return steps.slice(0, mostInspections).map(({ inspection }) => ({
    authority: inspection.authority,
    day: dayOfInspection(inspection),
    grades: inspection.grades,
  }))
}

/** The first sentences of the summary, where they stand in the document. */
function evidenceOf({ summary }: Report, { title, text }: Asked['document']): Evidence[] {
  const whole = `${title}\n${text}`
  const sentences = [...new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(summary ?? '')]
  return sentences
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '' && whole.includes(sentence))
    .slice(0, mostSentences)
    .map((sentence) => {
      const start = whole.indexOf(sentence)
      return { sentence, start, end: start + sentence.length, why: 'said by Ofsted itself' }
    })
}
