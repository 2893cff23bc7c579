import { dayOfInspection } from '../ratings/same-inspection.ts'
import type { Report } from '../ratings/report.ts'
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
 * words of its text; the letter of a monitoring visit is one. Nothing else that Ofsted publishes on an authority is news of these rules, nor is
 * what could not be read. `rating` and `previous` are those of the overall judgement, and null since there is none.
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
  return { findings: [], facts: null }
}

function inspection(
  { report, timeline, document }: Asked,
  { moves, direction, inspection: { authority } }: Step,
  until: readonly Step[],
): { findings: Finding[]; facts: ReportFacts } {
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
      moves: moves.map(({ area, kind, from, to }) => ({ area, kind, from, to })),
      inspections: newestFirst(timeline, until),
      since: null,
    },
  }
}

function visit({ report, timeline, document }: Asked, authority: string): { findings: Finding[]; facts: ReportFacts } {
  const day = report.inspected?.from ?? report.published
  const until = timeline.steps.filter(({ inspection }) => day === null || dayOfInspection(inspection) < day)
  const failed = until.findLast(({ inspection }) => Object.values(inspection.grades).includes('inadequate'))
  const fields = { number: report.number }
  return {
    findings: [{ rule: 'monitoring-visit', authority, score, fields, evidence: evidenceOf(report, document) }],
    facts: {
      kind: 'monitoring-visit',
      moves: [],
      inspections: newestFirst(timeline, until),
      since: failed === undefined ? null : dayOfInspection(failed.inspection),
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
