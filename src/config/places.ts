import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Fault } from '../rules/fault.ts'

/** A fault at the value that a path leads to in a YAML text, `['feeds', 2, 'id']`, or at the nearest thing around it that stands there. */
export function faultAt(file: string, text: string): (at: (string | number)[], message: string) => Fault {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  return (at, message) => {
    const around = at.map((_, index) => document.getIn(at.slice(0, at.length - index), true)).find(isNode)
    const { line, col } = lineCounter.linePos(around?.range?.[0] ?? 0)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
}
