import type { Document } from '../rules/finding.ts'
import { explain } from '../rules/explain.ts'
import type { RuleSet } from '../rules/load.ts'
import { renderExplanation } from '../rules/render-explanation.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  /** A file, an http(s) address, or `-` for standard input. */
  target: string
  /** ISO 8601; what is past is told by it. */
  published?: string | undefined
  json?: boolean | undefined
  rules: RuleSet
  readFile: (file: string) => string
  stdin: () => AsyncIterable<string>
  /** The article behind an address, or why there is none. */
  fetchDocument: (url: string) => Promise<{ ok: true; document: Document } | { ok: false; reason: string }>
  screen: Pick<Screen, 'print' | 'complain'>
}

/**
 * Says of a text, rule by rule, what matched where, what ruled it out, and the score. A file may be plain text, whose headline is looked for,
 * or one JSON document as `classify` takes it.
 */
export async function run({
  target,
  published,
  json,
  rules,
  readFile,
  stdin,
  fetchDocument,
  screen,
}: Deps): Promise<number> {
  const read = await documentOf(target, { readFile, stdin, fetchDocument })
  if (!read.ok) {
    screen.complain(`${target}: ${read.reason}`)
    return 1
  }
  const explanations = explain(rules, { ...read.document, published: published ?? read.document.published })
  if (json === true) for (const explanation of explanations) screen.print(JSON.stringify(explanation))
  else screen.print(renderExplanation(explanations))
  return 0
}

async function documentOf(
  target: string,
  { readFile, stdin, fetchDocument }: Pick<Deps, 'readFile' | 'stdin' | 'fetchDocument'>,
): ReturnType<Deps['fetchDocument']> {
  if (/^https?:\/\//i.test(target)) return await fetchDocument(target)
  try {
    const text = target === '-' ? await allOf(stdin()) : readFile(target)
    return { ok: true, document: { id: target, ...fromText(text) } }
  } catch (error) {
    return {
      ok: false,
      reason: `expected a text that can be read; ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

async function allOf(lines: AsyncIterable<string>): Promise<string> {
  const read: string[] = []
  for await (const line of lines) read.push(line)
  return read.join('\n')
}

function fromText(text: string): Pick<Document, 'title' | 'text' | 'published'> {
  if (!text.trimStart().startsWith('{')) return { title: '', text }
  try {
    const value: unknown = JSON.parse(text)
    const field = (name: string) =>
      typeof value === 'object' && value !== null ? String(Reflect.get(value, name) ?? '') : ''
    return { title: field('title'), text: field('text'), published: field('published') || null }
  } catch {
    return { title: '', text }
  }
}
