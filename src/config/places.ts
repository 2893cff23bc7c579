import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Fault } from '../rules/fault.ts'

/** A fault at the value that a path leads to in a YAML text: `['feeds', 2, 'id']`. At the start of the file where it leads nowhere. */
export function faultAt(file: string, text: string): (at: (string | number)[], message: string) => Fault {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  return (at, message) => {
    const node = document.getIn(at, true)
    const { line, col } = lineCounter.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
}
