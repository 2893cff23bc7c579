import { classify } from '../rules/classify.ts'
import { Document } from '../rules/finding.ts'
import type { RuleSet } from '../rules/load.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  /** JSON Lines: `{"id","title","text","url"?,"published"?,"source"?}`. */
  lines: AsyncIterable<string> | Iterable<string>
  rules: RuleSet
  screen: Pick<Screen, 'print' | 'complain'>
}

/** Writes `{"id","findings"}` for each document, in order. A line that is none is named on stderr by its number, the rest go on, and the status is 1. */
export async function run({ lines, rules, screen }: Deps): Promise<number> {
  let status = 0
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const read = parseLine(line)
    if (read.ok) screen.print(JSON.stringify({ id: read.document.id, findings: classify(rules, read.document) }))
    else {
      status = 1
      screen.complain(`line ${number}: expected a document {"id","title","text"}; ${read.reason}`)
    }
  }
  return status
}

function parseLine(line: string): { ok: true; document: Document } | { ok: false; reason: string } {
  try {
    const parsed = Document.safeParse(JSON.parse(line.replace(/^\uFEFF/, '')))
    if (parsed.success) return { ok: true, document: parsed.data }
    return {
      ok: false,
      reason: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; '),
    }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
