import type { Area } from './area.ts'
import { gradeOf } from './grade-words.ts'
import type { Grade } from './grade.ts'
import { labelsAndVerdicts, tableWords, type Scheme } from './judgement-labels.ts'
import { joined, plainWords, type Line } from './report-lines.ts'

/** What headings and sentences say of an area, after the table: one grade, or two that differ. */
export type Told = Map<Area, Set<Grade>>

/** Label and grade of a heading fill no more lines. */
const mostLines = 4
const headingStart = /^(?:the )?(?:experiences? and progress of|impact of leaders)/

/**
 * What the headings of a report's sections repeat: "The experiences and progress of care leavers: good", and, in reports under SIF, "The graded judgement
 * for adoption performance is that it is good".
 */
export function gradesTold(lines: readonly Line[], scheme: Scheme): Told {
  const told: Told = new Map()
  const add = (area: Area, grade: Grade) => told.set(area, (told.get(area) ?? new Set<Grade>()).add(grade))
  for (const [at, { text }] of lines.entries()) {
    const plain = plainWords(text)
    const found =
      scheme === 'ILACS' && headingStart.test(plain)
        ? headingAt(lines, at)
        : /\bgraded judge?ment\b/.test(plain)
          ? sentenceAt(lines, at)
          : null
    if (found !== null) add(found.area, found.grade)
  }
  return told
}

type Found = { area: Area; grade: Grade }

function headingAt(lines: readonly Line[], at: number): Found | null {
  const words: string[] = []
  let found: Found | null = null
  for (const { text } of lines.slice(at, at + mostLines)) {
    const more = tableWords(text)
    if (more === null) break
    words.push(...more)
    const read = labelsAndVerdicts(words)
    // The words of a grade go on in the next line.
    if (read === null) continue
    const [label, next] = read.labels
    const [verdict, other] = read.verdicts
    if (next !== undefined || other !== undefined) break
    if (label === undefined || label.area === null || verdict === undefined || verdict.at < label.to) continue
    if (verdict.verdict !== 'not-judged') found = { area: label.area, grade: verdict.verdict }
  }
  return found
}

const sentence =
  /graded judge?ment (?:for|about|of|on) (?:the )?(.{5,80}?) (?:is|are|that)\b(?: (?:that|it|they|is|are|to be))* (outstanding|good|inadequate|requires? improvement)\b/

function sentenceAt(lines: readonly Line[], at: number): Found | null {
  const text = plainWords(joined(lines.slice(at, at + mostLines).map((line) => line.text)))
  const [, about = '', said = ''] = sentence.exec(text) ?? []
  const area = about.startsWith('adoption')
    ? 'adoption'
    : /care leavers/.test(about)
      ? 'care-leavers'
      : /help and protection/.test(about)
        ? 'help-and-protection'
        : /looked after/.test(about)
          ? 'looked-after'
          : /leadership/.test(about)
            ? 'leadership'
            : null
  const grade = gradeOf(said)
  return area === null || grade === null ? null : { area, grade }
}

/**
 * The overall judgement in a sentence before the table: "The overall judgement is that children's services are inadequate", "Children's services in
 * Redcar and Cleveland require improvement to be good". Null where none says it.
 */
export function overallTold(lines: readonly Line[]): Grade | null {
  const text = plainWords(joined(lines.map((line) => line.text)))
  const said = overall.exec(text)?.[1] ?? services.exec(text)?.[1]
  return said === undefined ? null : gradeOf(said)
}

const verdict = '(outstanding|good|adequate|inadequate|requires? improvement)\\b'
const overall = new RegExp(
  `overall (?:judge?ment|effectiveness)(?: (?:of|for|about) [^.:]{1,120}?)?(?: is| are|:)(?: that| it| they| children's services| services| the local authority){0,3}` +
    `(?: in [^.:]{1,60}?)?(?: is| are|:){0,2} ?${verdict}`,
)
// "St. Helens" has a full stop.
const services = new RegExp(
  `\\b(?:children's|childrens) (?:social care )?services (?:(?:in|for|at|of|provided by|delivered by) .{2,100}? )?(?:is ?|are ?|)${verdict}`,
)
