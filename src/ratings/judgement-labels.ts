import type { Area } from './area.ts'
import { gradeWords, verdictsOf, type FoundVerdict } from './grade-words.ts'
import { isOneSlip } from './near-word.ts'
import { plainWords } from './report-lines.ts'

/** A judgement's name, and the numbers of its first and last word in what was read. `area` is null for one that no framework has. */
export type FoundLabel = { area: Area | null; from: number; to: number; text: string }

export type Scheme = 'ILACS' | 'SIF'

/** The names of judgements and the verdicts in a few lines, each in the order of print, whatever stands between them. */
export type LabelsAndVerdicts = { labels: FoundLabel[]; verdicts: FoundVerdict[]; scheme: Scheme }

const labelWords = new Set(
  (
    'the impact of leaders on social work practice with children and families their young people experiences experience progress who need help ' +
    'protection in care leavers leaver experienced leaving overall effectiveness looked after achieving permanence adoption performance leadership ' +
    'management governance'
  ).split(' '),
)
/** Words of the table itself, and of the sentence that a heading makes of label and grade. */
const fillers = new Set([
  'judgement',
  'judgements',
  'judgment',
  'judgments',
  'grade',
  'grades',
  'is',
  'are',
  'was',
  'were',
])

const everyWord = new Set([...labelWords, ...gradeWords, ...fillers])
/** Shorter words have too many neighbours for a misprint to be told. */
const shortestMisprint = 5
const longWords = [...everyWord].filter((word) => word.length >= shortestMisprint)

/** A page is not that wide. */
const longestLine = 200

/** The words of a line that belongs to a table of judgements, misprints set right; null for any other line. */
export function tableWords(line: string): string[] | null {
  if (line.length > longestLine) return null
  const words: string[] = []
  for (const printed of plainWords(line).match(/[\p{L}'-]+/gu) ?? []) {
    const word = printed.replace(/^['-]+|['-]+$|'s?$/g, '')
    if (word === '') continue
    // "exper-iences" was parted at the end of a line; "care-experienced" is two words, and so is what lost its space, "familiesgood".
    const known = meant(word.replaceAll('-', ''))
    const parts = known === null ? (twoWords(word) ?? word.split('-').map(meant)) : [known]
    for (const part of parts) {
      if (part === null) return null
      words.push(part)
    }
  }
  return words.length > 0 ? words : null
}

/** Reads the words of a table: null where the words of grades in it make no grades. */
export function labelsAndVerdicts(words: readonly string[]): LabelsAndVerdicts | null {
  const placed = words.map((word, at) => ({ word, at })).filter(({ word }) => !fillers.has(word))
  const verdicts = verdictsOf(placed.filter(({ word }) => gradeWords.has(word)))
  if (verdicts === null) return null
  const named = placed.filter(({ word }) => !gradeWords.has(word))
  const text = named.map(({ word }) => word).join(' ')
  const scheme =
    /looked after|permanence|adoption|leadership|^children who need|(?<!progress of )children who need/.test(text)
      ? 'SIF'
      : 'ILACS'
  const starts = [...text.matchAll(labelStart)].map(({ index }) => index)
  const all = starts.map((start, index) => {
    const own = text.slice(start, starts[index + 1] ?? text.length).trim()
    const first = wordsIn(text.slice(0, start))
    const last = first + wordsIn(own) - 1
    return {
      area: scheme === 'SIF' ? sifArea(own) : ilacsArea(own),
      from: named[first]?.at ?? 0,
      to: named[last]?.at ?? 0,
      text: own,
    }
  })
  // SIF has no row for it: "The judgements that contribute to / overall effectiveness are:" stands above the table.
  const labels = scheme === 'SIF' ? all.filter(({ area }) => area !== 'overall') : all
  const last = labels.at(-1)
  // What begins like a name and is none begins the findings: "The impact of / improvements for children".
  if (last?.area === null && last.from > (verdicts.at(-1)?.at ?? Infinity)) labels.pop()
  return { labels, verdicts, scheme }
}

/** The whole beginning of a name is taken, since "children who need help" begins one of SIF's and stands within one of ILACS'. */
const labelStart =
  /(?:the )?(?:impact of|experiences? and progress(?: of(?: children(?: and young people)?(?: who need)?)?)?)|overall effectiveness|children who need|children looked after|adoption performance|leadership management/g

function ilacsArea(label: string): Area | null {
  if (label.startsWith('overall')) return 'overall'
  if (label.includes('impact')) return label.includes('leaders') ? 'leaders' : null
  if (/\bhelp\b|\bprotection\b/.test(label)) return 'help-and-protection'
  const hasLeavers = /\bleavers?\b|care experienced|leaving care/.test(label)
  if (/\bin care\b.*\band\b/.test(label) && hasLeavers) return 'in-care-and-care-leavers'
  if (hasLeavers) return 'care-leavers'
  return /\bin care\b|looked after/.test(label) ? 'in-care' : null
}

function sifArea(label: string): Area | null {
  if (label.startsWith('overall')) return 'overall'
  if (label.startsWith('adoption')) return 'adoption'
  if (label.startsWith('leadership')) return 'leadership'
  if (/\bleavers?\b/.test(label)) return 'care-leavers'
  if (/\bhelp\b|\bprotection\b/.test(label)) return 'help-and-protection'
  return label.includes('looked after') ? 'looked-after' : null
}

/** Shorter words begin or end too many others. */
const shortestHalf = 4

function twoWords(word: string): string[] | null {
  for (let at = shortestHalf; at <= word.length - shortestHalf; at += 1) {
    const halves = [word.slice(0, at), word.slice(at)]
    if (halves.every((half) => everyWord.has(half))) return halves
  }
  return null
}

function meant(word: string): string | null {
  if (everyWord.has(word)) return word
  if (word.length < shortestMisprint) return null
  return longWords.find((known) => isOneSlip(word, known)) ?? null
}

const wordsIn = (text: string) => (text.trim() === '' ? 0 : text.trim().split(' ').length)
