import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the syntax tree, as ESTree and typescript-estree name them. */
export type SyntaxNode = { type: string; start: number; end: number; [key: string]: unknown }

/** A file of src: its path from there ("rules/fault.ts"), its text, and its syntax. */
export type Source = { name: string; text: string; nodes: SyntaxNode[]; imports: string[] }

/** Every TypeScript file below src. */
export function readSources(): Source[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') || name.endsWith('.tsx'))
    .map((name) => parseSource(name.split(path.sep).join('/'), readFileSync(path.join('src', name), 'utf8')))
}

/** A program as it would be in the file `name`. */
export function parseSource(name: string, text: string): Source {
  const nodes: SyntaxNode[] = []
  collect(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts' }), nodes)
  const imports = nodes.flatMap((node) => {
    // Type imports count: a type is as much knowledge of the other folder as a value. `import('x')` is both an expression and a type.
    const from = node['source'] ?? (node.type === 'TSImportType' ? (node['argument'] ?? node['source']) : undefined)
    return isNode(from) && typeof from['value'] === 'string' ? [from['value']] : []
  })
  return { name, text, nodes, imports }
}

/** "src/rules/fault.ts:12" */
export function place(source: Source, node: SyntaxNode): string {
  return `src/${source.name}:${source.text.slice(0, node.start).split('\n').length}`
}

function collect(value: unknown, into: SyntaxNode[]): void {
  if (Array.isArray(value)) for (const part of value) collect(part, into)
  else if (isNode(value)) {
    into.push(value)
    for (const part of Object.values(value)) collect(part, into)
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
