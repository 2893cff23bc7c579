import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document as YamlDocument } from 'yaml'
import type { z } from 'zod'
import type { Fault } from './fault.ts'
import { complaints, type Path } from './yaml-complaints.ts'

export type Read<T> = { ok: true; value: T } | { ok: false; faults: Fault[] }

/**
 * Reads a YAML text (1.2) and checks it against a schema. Every fault is told at once, in the order of lines, each at the
 * value it is about: broken syntax, a key that stands twice, an unknown key (with the nearest known one), a missing key.
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Read<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const fault = (offset: number, message: string): Fault => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }

  // What follows a first slip of syntax mostly follows from it; keys that stand twice before it are faults of their own.
  const slip = document.errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY')
  const errors = document.errors.slice(0, slip < 0 ? undefined : slip + 1)
  if (errors.length > 0)
    return { ok: false, faults: errors.map(({ pos, code, message }) => fault(pos[0], syntax(code, message))) }
  const found = valueOf(document)
  if (!found.ok) return { ok: false, faults: [fault(0, found.message)] }
  const read = schema.safeParse(found.value, { reportInput: true })
  if (read.success) return { ok: true, value: read.data }
  const faults = complaints(read.error.issues, schema, found.value).map(({ path, message, atKey }) =>
    fault(offsetOf(document, path, atKey), message),
  )
  return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

/** Where the value at `path` begins, or its key; where nothing stands there, the nearest thing around it that does. */
function offsetOf(document: YamlDocument, path: Path, atKey: boolean): number {
  if (atKey) {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
      : undefined
    if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0]
  }
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

/** Aliases are unfolded here; a file that unfolds without end is a fault of the file, not of the program. */
export function valueOf(document: YamlDocument): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    return {
      ok: false,
      message: `expected a file whose aliases can be followed; ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

/** Whether a text holds nothing but comments. */
export function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#|$)/.test(line))
}

function syntax(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'expected each key once; this one stands in the same block before'
  return `expected YAML; ${message}`
}
