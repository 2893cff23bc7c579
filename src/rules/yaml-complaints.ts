import { z } from 'zod'
import { nearest } from './nearest.ts'

export type Path = (string | number)[]
type Issue = z.core.$ZodIssue
type Complaint = { path: Path; message: string; atKey: boolean }

/** What a schema found wrong, in the words of the author of a YAML file: what was expected, what was found, which key may have been meant. */
export function complaints(
  issues: readonly Issue[],
  schema: z.core.$ZodType,
  root: unknown,
  base: Path = [],
): Complaint[] {
  const meant = meantKeys(issues, schema, base)
  return issues.flatMap((issue): Complaint[] => {
    const path = [...base, ...pathOf(issue)]
    // A key that is there, mistyped, is told once.
    if (meant.has(JSON.stringify(path)) && valueAt(root, path) === undefined) return []
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path)
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known), atKey: true }))
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const branch = likeliest(issue.errors)
      if (branch.some(({ path: inner, code }) => inner.length > 0 || code === 'unrecognized_keys'))
        return complaints(branch, schema, root, path)
      const expected = issue.errors.flatMap((errors) => errors.map(({ message }) => expectation(message)))
      return [{ path, message: `expected ${[...new Set(expected)].join(', or ')}${found(root, path)}`, atKey: false }]
    }
    if (issue.code === 'invalid_key')
      return [
        {
          path,
          message: `expected another key; ${issue.issues.map(({ message }) => message).join('; ')}`,
          atKey: true,
        },
      ]
    if (issue.code === 'invalid_type' && valueAt(root, path) === undefined) {
      return [
        {
          path,
          message: `expected the key ${String(path.at(-1) ?? '')} (${issue.expected}), which is missing`,
          atKey: false,
        },
      ]
    }
    return [{ path, message: worded(issue, root, path), atKey: false }]
  })
}

/** The same in one line, for a value that stands in no file of its own: `title: expected string, found 1; text: ...`. */
export function describeMismatch(issues: readonly Issue[], schema: z.core.$ZodType, root: unknown): string {
  return complaints(issues, schema, root)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ')
}

/** The paths of keys that were mistyped, as they were meant. */
function meantKeys(issues: readonly Issue[], schema: z.core.$ZodType, base: Path): Set<string> {
  return new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return []
      const path = [...base, ...pathOf(issue)]
      const known = keysAt(schema, path)
      return issue.keys.map((key) => JSON.stringify([...path, nearest(key, known)]))
    }),
  )
}

function worded({ message, code }: Issue, root: unknown, path: Path): string {
  if (code === 'custom' || !standard.test(message))
    return /\bfound\b/.test(message) ? message : `${message}${found(root, path)}`
  return `expected ${expectation(message)}${found(root, path)}`
}

/** How zod itself opens a message; a schema's own message is left as it was written. */
const standard = /^(Invalid (input|option|string|number|date|URL|ISO [a-z]+)|Too (small|big)):? /i

function expectation(message: string): string {
  return message
    .replace(standard, '')
    .replace(/^expected /, '')
    .replace(/, received .*$/, '')
    .replaceAll('|', ', ')
}

function found(root: unknown, path: Path): string {
  const value = valueAt(root, path)
  const shown =
    typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? 'a list'
        : 'a block of keys'
      : JSON.stringify(value)
  return `, found ${shown === undefined ? 'nothing' : shown.length > 80 ? `${shown.slice(0, 77)}...` : shown}`
}

/** The alternative that came furthest is the one that was meant. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
}

function unknownKey(key: string, known: string[]): string {
  // Of several kinds of block that may stand here, another has it.
  if (known.includes(key)) return `unknown key ${key} in a block of this kind`
  const near = nearest(key, known)
  if (near !== null) return `unknown key ${key}; did you mean ${near}?`
  return `unknown key ${key}; expected ${known.length > 0 ? `one of ${known.join(', ')}` : 'no key here'}`
}

/** The path of an issue, its parts being keys and indexes. */
export function pathOf({ path }: Issue): Path {
  return path.map((part) => (typeof part === 'number' ? part : String(part)))
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    root,
  )
}

/** The schemas that may stand at a path: several where the way leads through alternatives. */
function schemasAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType[] {
  return path.reduce<z.core.$ZodType[]>(
    (schemas, part) => schemas.flatMap(open).flatMap((inner) => step(inner, part)),
    [schema],
  )
}

function step(schema: z.core.$ZodType, part: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return part in schema.shape ? [schema.shape[part]] : []
  if (schema instanceof z.ZodRecord) return [schema.valueType]
  if (schema instanceof z.ZodArray) return [schema.element]
  if (schema instanceof z.ZodTuple) return schema.def.items.filter((_, index) => index === part)
  return []
}

/** Takes defaults, optionals and the like off a schema. */
function open(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(open)
  if (schema instanceof z.ZodPipe) return open(schema.in)
  if (schema instanceof z.ZodLazy) return open(schema.unwrap())
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return open(schema.unwrap())
  }
  return [schema]
}

/** The keys that may stand in the block at a path. */
export function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  return [
    ...new Set(
      schemasAt(schema, path)
        .flatMap(open)
        .flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : [])),
    ),
  ]
}
