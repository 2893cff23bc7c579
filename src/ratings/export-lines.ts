import type { z } from 'zod'
import { dayOfInspection } from './same-inspection.ts'
import { Judgement } from './judgement.ts'
import type { Imported, LineFault, Naming } from './table-judgements.ts'

/** More are no export of ours: nobody corrects so many by hand. */
const mostFaults = 50

/** Judgements as JSON Lines, one a line, as `ratings export` writes them. */
export function exportJudgements(
  text: string,
  { authorityNamed, hint }: Pick<Naming, 'authorityNamed' | 'hint'>,
): Imported {
  const judgements: Judgement[] = []
  const faults: LineFault[] = []
  let line = 0
  for (const written of linesIn(text)) {
    line += 1
    if (written.trim() === '') continue
    const read = Judgement.safeParse(valueOf(written))
    const authority = read.success ? authorityNamed(read.data.authority, dayOfInspection(read.data) || null) : null
    if (!read.success)
      faults.push({ line, message: `expected a judgement as "ratings export" writes it; ${whyNot(read.error)}` })
    else if (authority === null)
      faults.push({
        line,
        message: `expected an authority of authorities.csv, found ${JSON.stringify(read.data.authority.slice(0, 60))}${hint(read.data.authority)}`,
      })
    else judgements.push({ ...read.data, authority })
    if (faults.length < mostFaults) continue
    faults.push({ line, message: `${mostFaults} lines are at fault, so the rest is not read` })
    break
  }
  return { judgements, faults, empty: 0 }
}

/** One after the other: a file of nothing but line ends has many. */
function* linesIn(text: string): Iterable<string> {
  for (let begin = 0; begin < text.length;) {
    const end = text.indexOf('\n', begin)
    yield text.slice(begin, end < 0 ? undefined : end)
    begin = end < 0 ? text.length : end + 1
  }
}

function valueOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

function whyNot({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined || issue.path.length === 0) return 'found no JSON object'
  return `${issue.path.join('.')}: ${issue.message}`
}
