import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Fault } from './fault.ts'

/** Where in a YAML text the value stands that a path leads to, `['feeds', 2, 'id']`, or the nearest thing around it that stands there. */
export function placesIn(file: string, text: string): (path: (string | number)[]) => Omit<Fault, 'message'> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  return (path) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true)
      if (!isNode(node) || !node.range) continue
      const { line, col } = lines.linePos(node.range[0])
      return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
    }
    return { file, line: 1, column: 1 }
  }
}
