import { Labelled } from '../rules/evaluate.ts'
import type { RuleSet } from '../rules/load.ts'
import { didYouMean } from '../rules/nearest.ts'
import { cutter } from './cut-text.ts'
import { Published, readJsonLines } from './read-json-lines.ts'
import type { Screen } from './terminal.ts'

/** Labelled documents as JSON Lines, and the name by which faults call them. */
export type Corpus = { name: string; lines: AsyncIterable<string> | Iterable<string> }

type Asked = {
  corpora: readonly Corpus[]
  /** What labels may name: a rule is known if one of these has it. */
  ruleSets: readonly [RuleSet, ...RuleSet[]]
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  screen: Pick<Screen, 'complain'>
}

const Given = Labelled.extend({ published: Published })

/**
 * Reads labelled documents, and says how many faults there were, each named. A line that is no labelled document is left out, and so is a label of a
 * rule or authority that nobody knows. Where there are several corpora, faults name theirs.
 */
export async function readLabelled({
  corpora,
  ruleSets,
  mostCharacters,
  screen,
}: Asked): Promise<{ documents: Labelled[]; faults: number }> {
  const documents: Labelled[] = []
  let faults = 0
  for (const { name, lines } of corpora) {
    const place = (line: number) => (corpora.length === 1 ? `line ${line}` : `${name}: line ${line}`)
    const fault = (message: string) => {
      faults += 1
      screen.complain(message)
    }
    const cut = cutter(mostCharacters, screen)
    const labels = labelChecker(ruleSets, place)
    for await (const read of readJsonLines(lines, Given)) {
      if ('value' in read)
        documents.push({
          ...cut(place(read.line), read.value),
          findings: labels.known(read.value.findings, read.line),
        })
      else if ('stopped' in read) fault(`${name}: ${read.stopped}`)
      else fault(`${place(read.line)}: expected a labelled document; ${read.reason}`)
    }
    for (const message of labels.faults()) fault(message)
  }
  if (documents.length === 0 && faults === 0) {
    faults += 1
    screen.complain('expected at least one labelled document: {"id","title","text","findings":[{"rule","authority"}]}')
  }
  return { documents, faults }
}

/** Sorts out labels that can never be right, since their rule or authority is not known; each name is told once, with the first line it stands in. */
function labelChecker(ruleSets: Asked['ruleSets'], place: (line: number) => string) {
  const known = {
    rule: [...new Set(ruleSets.flatMap(({ facts }) => [...facts.keys()]))],
    authority: ruleSets[0].authorities.names,
  }
  const strange = new Map<string, { kind: keyof typeof known; name: string; line: number; count: number }>()
  return {
    known: (findings: Labelled['findings'], line: number) =>
      findings.filter((label) => {
        const kind = (['rule', 'authority'] as const).find((one) => !known[one].includes(label[one]))
        if (kind === undefined) return true
        const key = `${kind} ${label[kind]}`
        const before = strange.get(key) ?? { kind, name: label[kind], line, count: 0 }
        strange.set(key, { ...before, count: before.count + 1 })
        return false
      }),
    faults: () =>
      [...strange.values()].map(({ kind, name, line, count }) => {
        const left = count === 1 ? 'the label is left out' : `all ${count} labels of it are left out`
        return `${place(line)}: unknown ${kind} ${JSON.stringify(name)}, ${left}${didYouMean(name, known[kind])}`
      }),
  }
}
