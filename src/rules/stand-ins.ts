import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { keysAt, pathOf, valueAt, type Path } from './yaml-complaints.ts'
import { valueOf } from './yaml-file.ts'

/** A value that fits its schema, and the paths at which something else stood, or nothing. */
export type Patched<T> = { value: T; patched: Path[] }

/** Each round mends what the one before laid bare; no schema of ours is as deep as this. */
const mostRounds = 12

/**
 * What can be made of a YAML text that does not fit its schema: mistyped keys read as what they were meant to be, other unknown ones left
 * out, and in the place of each unfit value one that fits. So that what else is wrong can be told in the same go.
 * Null where the text cannot be read, or where whole blocks would have to be made up.
 */
export function withStandIns<S extends z.ZodType>(text: string, schema: S): Patched<z.output<S>> | null {
  const document = parseDocument(text)
  if (document.errors.length > 0) return null
  const found = valueOf(document)
  if (!found.ok) return null
  let root = found.value
  const patched: Path[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const read = schema.safeParse(root, { reportInput: true })
    if (read.success) return { value: read.data, patched }
    for (const issue of read.error.issues) {
      const path = pathOf(issue)
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) root = renamed(root, path, key, nearest(key, keysAt(schema, path)))
        continue
      }
      const value = standIn(issue)
      if (value === undefined || path.length === 0) return null
      patched.push(path)
      root = replaced(root, path, value)
    }
  }
  return null
}

/** Whether a path leads to or into something that was patched. */
export function isPatched(patched: readonly Path[], path: Path): boolean {
  return patched.some((made) => made.every((part, index) => String(part) === String(path[index])))
}

/** A value that heals the issue, or undefined for a block, whose names nobody can guess. */
function standIn(issue: z.core.$ZodIssue): unknown {
  switch (issue.code) {
    case 'invalid_type':
      return { string: 'x', number: 1, int: 1, boolean: false, array: ['x'], object: {} }[String(issue.expected)]
    case 'invalid_value':
      return issue.values[0]
    case 'too_small':
      return issue.origin === 'array'
        ? ['x']
        : issue.origin === 'string'
          ? 'x'
          : Number(issue.minimum) + (issue.inclusive === false ? 1 : 0)
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string' ? undefined : Number(issue.maximum)
    case 'invalid_format':
      return 'x'
    case 'invalid_union':
      return 'x'
    default:
      return undefined
  }
}

function replaced(root: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value
  if (Array.isArray(root))
    return root.map((inner: unknown, index) => (index === Number(head) ? replaced(inner, rest, value) : inner))
  const entries = typeof root === 'object' && root !== null ? Object.entries(root) : []
  const inner: unknown = entries.find(([key]) => key === head)?.[1]
  return Object.fromEntries([...entries.filter(([key]) => key !== head), [head, replaced(inner, rest, value)]])
}

/** Takes a key away, or gives it the name that was meant, unless that stands there too. */
function renamed(root: unknown, path: Path, key: string, meant: string | null): unknown {
  const block = valueAt(root, path)
  const entries = typeof block === 'object' && block !== null ? Object.entries(block) : []
  const isTaken = entries.some(([other]) => other === meant)
  const kept = entries.flatMap(([name, value]): [string, unknown][] =>
    name !== key ? [[name, value]] : meant === null || isTaken ? [] : [[meant, value]],
  )
  return replaced(root, path, Object.fromEntries(kept))
}
