import { directionOf } from '../ratings/direction.ts'
import { dayOf, type History, type Inspection } from '../ratings/history.ts'
import { movesOf } from '../ratings/moves.ts'
import type { Report } from '../ratings/report.ts'
import type { Evidence, Fields, Finding } from '../rules/finding.ts'
import type { ReportFacts } from './report-facts.ts'

type Asked = {
  report: Report
  /** The number of its file at Ofsted, by which the history names it. */
  fileNumber: string
  /** The authority's history with this report in it. */
  history: History | null
  /** The last inspections of the bodies whose duties the authority took over. */
  predecessors: readonly Inspection[]
  /** The text that evidence quotes. */
  document: { title: string; text: string }
}

/** What a report says needs no weighing: it is above every score that a text can reach. */
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
  const { report } = asked
  if (report.authority === null) return { findings: [], facts: null }
  if (report.kind === 'inspection' && Object.keys(report.grades).length > 0) return inspection(asked, report.authority)
  if (report.kind === 'monitoring-visit') return visit(asked, report.authority)
  return { findings: [], facts: null }
}

function inspection(
  { report, fileNumber, history, predecessors, document }: Asked,
  authority: string,
): { findings: Finding[]; facts: ReportFacts } {
  const inspections = history?.inspections ?? []
  const at = inspections.findIndex(({ sources }) =>
    sources.some((source) => source.kind === 'report' && source.id === fileNumber),
  )
  const found = inspections[at]
  // What the report itself says goes before what other sources say of the same inspection.
  const here: Inspection =
    found === undefined ? alone(report, authority) : { ...found, grades: { ...found.grades, ...report.grades } }
  const before = at > 0 ? (inspections[at - 1] ?? null) : null
  const moves = movesOf(before, here, predecessors)
  const overall = moves.find(({ area }) => area === 'overall')
  const direction = directionOf(moves)
  const fields: Fields = {
    rating: overall?.to ?? null,
    previous: overall?.from ?? null,
    direction: direction === 'new' ? 'unknown' : direction,
    areas: Object.fromEntries(
      moves.flatMap(({ area, from, to }) => (area === 'overall' ? [] : [[area, { from, to }]])),
    ),
  }
  const earlier = [...(at > 0 ? inspections.slice(0, at) : []).toReversed(), ...predecessors]
  return {
    findings: [{ rule: 'rating-change', authority, score, fields, evidence: evidenceOf(report, document) }],
    facts: {
      kind: 'inspection',
      moves: moves.map(({ area, kind, from, to }) => ({ area, kind, from, to })),
      inspections: [here, ...earlier]
        .filter((one) => dayOf(one) !== '')
        .slice(0, mostInspections)
        .map(shown),
      since: null,
    },
  }
}

function visit({ report, history, document }: Asked, authority: string): { findings: Finding[]; facts: ReportFacts } {
  const day = report.inspected?.from ?? report.published
  const earlier = (history?.inspections ?? [])
    .filter((one) => dayOf(one) !== '' && (day === null || dayOf(one) < day))
    .toReversed()
  const failed = earlier.find(({ grades }) => Object.values(grades).includes('inadequate'))
  return {
    findings: [
      {
        rule: 'monitoring-visit',
        authority,
        score,
        fields: { number: report.number },
        evidence: evidenceOf(report, document),
      },
    ],
    facts: {
      kind: 'monitoring-visit',
      moves: [],
      inspections: earlier.slice(0, mostInspections).map(shown),
      since: failed === undefined ? null : dayOf(failed),
    },
  }
}

const shown = (one: Inspection): ReportFacts['inspections'][number] => ({
  authority: one.authority,
  day: dayOf(one),
  grades: one.grades,
})

const alone = ({ inspected, published, framework, grades }: Report, authority: string): Inspection => ({
  authority,
  inspected,
  published,
  framework,
  grades,
  sources: [],
  disagreements: [],
})

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
