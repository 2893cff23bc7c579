import type { Config } from '../config/load.ts'
import { Document } from '../rules/finding.ts'
import { Labelled } from '../rules/evaluate.ts'
import { builtIn, type RuleSet } from '../rules/load.ts'
import { collectPhrasings, usualAnchors, type PhrasingCounts, type Phrasing } from '../rules/unknown-phrasings.ts'
import type { Store } from '../store/store.ts'
import { chooseNames } from '../rules/choose-names.ts'
import { cutter } from './cut-text.ts'
import { describeLeftOut, describeNothing, eachKept } from './kept-documents.ts'
import { Published, readJsonLines } from './read-json-lines.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'
import { timeSpan } from './time-span.ts'

type Wanted = {
  /** Names of vocabularies near which phrasings are looked for; none for the usual ones. */
  near: string[]
  /** Phrasings that are shown. */
  most: number
  json?: boolean | undefined
  rules: RuleSet
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  screen: Screen
}

const Given = Document.extend({ published: Published, findings: Labelled.shape.findings.optional() })

/** Shows what phrasings the rules do not know, of documents as JSON Lines, labelled or not. A line that is none is named, and the status is 1. */
export async function runOnLines({
  name,
  lines,
  ...wanted
}: Wanted & { name: string; lines: AsyncIterable<string> | Iterable<string> }): Promise<number> {
  const { mostCharacters, screen } = wanted
  const phrasings = begin(wanted)
  if (phrasings === null) return 1
  const cut = cutter(mostCharacters, screen)
  let status = 0
  for await (const read of readJsonLines(lines, Given)) {
    if ('value' in read) {
      phrasings.add(cut(`line ${read.line}`, read.value))
      continue
    }
    status = 1
    if ('stopped' in read) screen.complain(`${name}: ${read.stopped}`)
    else screen.complain(`line ${read.line}: expected a document {"id","title","text"}; ${read.reason}`)
  }
  if (phrasings.counts().documents === 0) {
    if (status === 0) screen.complain(`${name}: expected at least one document {"id","title","text"}, found none`)
    return 1
  }
  show(phrasings.frequent(wanted.most), phrasings.counts(), wanted)
  return status
}

type StoredDeps = {
  /** As `pointInTime` takes them. */
  since: string
  config: Config
  store: Pick<Store, 'items'>
  stopping: AbortSignal
  clock: () => Date
}

/** The same of what the worker has stored. Reads alone. Resolves to 1 where there is nothing. */
export async function runOnStored({
  since,
  config: { settings },
  store,
  stopping,
  clock,
  ...wanted
}: Wanted & StoredDeps): Promise<number> {
  const { mostCharacters, screen } = wanted
  const phrasings = begin(wanted)
  if (phrasings === null) return 1
  const asked = timeSpan({ since, timeZone: settings.time_zone, now: clock() })
  if (!asked.ok) {
    screen.complain(asked.fault)
    return 1
  }
  const seen = await eachKept({ store, span: asked.span, mostCharacters, stopping, screen }, ({ document }) =>
    phrasings.add(document),
  )
  if (seen === null) screen.complain('Stopped before all items were read.')
  else if (seen.taken === 0) screen.complain(describeNothing(since, seen.leftOut, settings.retention))
  if (seen === null || seen.taken === 0) return 1
  const leftOut = describeLeftOut(seen.leftOut, settings.retention)
  if (leftOut !== null) screen.complain(leftOut)
  show(phrasings.frequent(wanted.most), phrasings.counts(), wanted)
  return 0
}

/** Null, and says so, where a vocabulary is not known. */
function begin({ near, rules, screen }: Wanted) {
  const known = [...new Set([...builtIn, ...Object.keys(rules.file.vocabularies)])]
  const { chosen, faults } = chooseNames('vocabulary', near, known)
  for (const fault of faults) screen.complain(fault)
  if (faults.length > 0) return null
  return collectPhrasings(rules, chosen ?? usualAnchors.filter((name) => known.includes(name)))
}

function show(phrasings: Phrasing[], counts: PhrasingCounts, { json, screen }: Wanted): void {
  if (json === true) {
    for (const phrasing of phrasings) screen.print(jsonLine(phrasing))
    return
  }
  const { documents, searched, sentences, isThinned } = counts
  screen.print(
    `${documents} documents, of which ${searched} may tell of something that was missed; ${sentences} sentences in them hold none of the rules’ signals.`,
  )
  if (isThinned) screen.print('What was seen seldom was forgotten on the way: counts may be a little too small.')
  if (phrasings.length === 0) screen.print('No phrasing stands in two of them.')
  for (const { count, pattern, sentence, id } of phrasings) {
    screen.print('')
    screen.print(`${String(count).padStart(4)}  ${screen.paint.bold(plain(pattern))}`)
    screen.print(`      ${plain(shorten(sentence))}`)
    screen.print(`      ${screen.paint.dim(plain(id))}`)
  }
}

const longest = 240

const shorten = (sentence: string) => (sentence.length <= longest ? sentence : `${sentence.slice(0, longest - 1)}…`)
