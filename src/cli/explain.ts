import { z } from 'zod'
import { whyUnreadable } from '../config/why-unreadable.ts'
import type { Document } from '../rules/finding.ts'
import { explain, type Explanation } from '../rules/explain.ts'
import type { RuleSet } from '../rules/load.ts'
import { renderExplanation } from '../rules/render-explanation.ts'
import { describeMismatch } from '../rules/yaml-complaints.ts'
import { cutter } from './cut-text.ts'
import { Published } from './read-json-lines.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Deps = {
  /** A file, an http(s) address, or `-` for standard input. */
  target: string
  /** ISO 8601; what is past is told by it. */
  published?: string | undefined
  json?: boolean | undefined
  rules: RuleSet
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  linesOfFile: (file: string) => AsyncIterable<string>
  stdin: () => AsyncIterable<string>
  /** The article behind an address, or why there is none. */
  fetchDocument: (url: string) => Promise<ReadDocument>
  screen: Pick<Screen, 'print' | 'complain'>
}

type ReadDocument = { ok: true; document: Document } | { ok: false; reason: string }

/**
 * Says of a text, rule by rule, what matched where, what ruled it out, and the score. A file may be plain text, whose headline is looked for,
 * or one JSON document as `classify` takes it.
 */
export async function run(deps: Deps): Promise<number> {
  const { target, published, json, rules, mostCharacters, screen } = deps
  const read = await documentOf(deps)
  if (!read.ok) {
    screen.complain(`${target}: ${read.reason}`)
    return 1
  }
  const document = cutter(mostCharacters, screen)(target, read.document)
  const explanations = explain(rules, { ...document, published: published ?? document.published })
  if (json === true) for (const explanation of explanations) screen.print(jsonLine(explanation))
  else screen.print(explanations.map(block).join('\n\n'))
  return 0
}

/** Signs of one signal that are shown. */
const mostSigns = 5

function block(explanation: Explanation): string {
  const kindOf = ({ why, ruledOut }: Explanation['signs'][number]) =>
    ruledOut === null ? `“${why}”` : `“${why}” that are ruled out`
  const counts = new Map<string, number>()
  const signs = explanation.signs.filter((sign) => {
    const count = (counts.get(kindOf(sign)) ?? 0) + 1
    counts.set(kindOf(sign), count)
    return count <= mostSigns
  })
  const more = [...counts].flatMap(([kind, count]) =>
    count > mostSigns ? [`  and ${count - mostSigns} more of ${kind}`] : [],
  )
  return [...renderExplanation([{ ...explanation, signs }]).split('\n'), ...more].map(plain).join('\n')
}

async function documentOf({ target, linesOfFile, stdin, fetchDocument }: Deps): Promise<ReadDocument> {
  if (/^https?:\/\//i.test(target)) return await fetchDocument(target)
  try {
    return fromText(target, await allOf(target === '-' ? stdin() : linesOfFile(target)))
  } catch (error) {
    return { ok: false, reason: `expected a text that can be read; ${whyUnreadable(error)}` }
  }
}

/** Longer than any article, and than any that is read. */
const mostText = 50_000_000

async function allOf(lines: AsyncIterable<string>): Promise<string> {
  const read: string[] = []
  let length = 0
  for await (const line of lines) {
    read.push(line)
    length += line.length + 1
    if (length > mostText) throw new Error(`it has more than ${mostText / 1_000_000} million characters`)
  }
  return read.join('\n')
}

const Given = z.object({ title: z.string().default(''), text: z.string().default(''), published: Published })

function fromText(id: string, whole: string): ReadDocument {
  const text = whole.replace(/^\uFEFF/, '')
  if (text.trim() === '') return { ok: false, reason: 'expected a text, found nothing' }
  if (isBinary(text)) return { ok: false, reason: 'expected a text, found a binary file (a PDF or a picture, say)' }
  const value = jsonObject(text)
  if (value === null) return { ok: true, document: { id, title: '', text } }
  const read = Given.safeParse(value, { reportInput: true })
  if (!read.success)
    return {
      ok: false,
      reason: `expected a document {"id","title","text"}; ${describeMismatch(read.error.issues, Given, value)}`,
    }
  if (`${read.data.title}${read.data.text}`.trim() === '')
    return { ok: false, reason: 'expected a document {"id","title","text"}; found neither title nor text' }
  return { ok: true, document: { id, ...read.data } }
}

/** No text holds a zero; and of bytes that are no letters in any encoding, few. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 10_000)
  return start.includes('\0') || (start.match(/[\uFFFD\x01-\x08\x0e-\x1a\x1c-\x1f]/g) ?? []).length > start.length / 20
}

function jsonObject(text: string): object | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
