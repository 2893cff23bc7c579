import { classify } from '../rules/classify.ts'
import { Document } from '../rules/finding.ts'
import type { RuleSet } from '../rules/load.ts'
import { cutter } from './cut-text.ts'
import { Published, readJsonLines } from './read-json-lines.ts'
import { jsonLine, type Screen } from './terminal.ts'

type Deps = {
  /** JSON Lines: `{"id","title","text","url"?,"published"?,"source"?}`. */
  lines: AsyncIterable<string> | Iterable<string>
  rules: RuleSet
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  screen: Pick<Screen, 'print' | 'complain'>
}

const Given = Document.extend({ published: Published })

/** Writes `{"id","findings"}` for each document, in order. A line that is none is named on stderr by its number, the rest go on, and the status is 1. */
export async function run({ lines, rules, mostCharacters, screen }: Deps): Promise<number> {
  const cut = cutter(mostCharacters, screen)
  let status = 0
  for await (const read of readJsonLines(lines, Given)) {
    if ('value' in read) {
      const document = cut(`line ${read.line}`, read.value)
      screen.print(jsonLine({ id: document.id, findings: classify(rules, document) }))
    } else {
      status = 1
      if ('stopped' in read) screen.complain(`standard input: ${read.stopped}`)
      else screen.complain(`line ${read.line}: expected a document {"id","title","text"}; ${read.reason}`)
    }
  }
  return status
}
