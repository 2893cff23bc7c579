import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSource, place, readSources, type Source, type SyntaxNode } from './sources.ts'

/**
 * The layers, from the bottom up. A file imports from its own folder and from lower layers; folders side by side do not know each other.
 * docs/architecture.md says what each is for.
 */
const layers = [
  ['ratings', 'rules'],
  ['events'],
  ['links', 'config'],
  ['emails'],
  ['jobs', 'store', 'feeds', 'mail'],
  ['workers', 'web', 'cli/'],
  ['app'],
  ['cli'],
  ['main'],
]

/** What the folders without input and output may use besides each other. */
const pureFolders: Record<string, string[]> = {
  rules: ['zod', 'yaml', 'csv-parse', 'csv-parse/sync', 'fastest-levenshtein'],
  ratings: ['zod', 'csv-parse', 'csv-parse/sync', 'fflate', 'htmlparser2'],
  events: ['zod', 'luxon', 'node:crypto'],
  emails: ['zod', 'luxon', 'hono/html', 'hono/utils/html', 'node:crypto'],
}

/** Who may open a connection or a port: all else gets one as an argument. */
const constructors: Record<string, string[]> = {
  Redis: ['app.ts', 'store/embedded-redis.ts', 'store/redis-leftover.ts'],
  // The outbox writes messages to files, and has nodemailer compose them: no connection.
  createTransport: ['app.ts', 'mail/outbox.ts'],
  // Listens for app.ts, and is called by it alone.
  serve: ['web/listen.ts'],
  listen: ['app.ts'],
}

const sources = readSources()

/** "cli/" for src/cli/start.ts, "cli" for src/cli.ts, "rules" for src/rules/fault.ts. */
function folderOf(name: string): string {
  if (name.startsWith('cli/')) return 'cli/'
  return name.replace(/\.tsx?$/, '').split('/')[0] ?? name
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder))
}

function faultsOf(source: Source): string[] {
  const from = folderOf(source.name)
  if (layerOf(from) < 0)
    return [
      `src/${source.name} belongs to no layer: put it into a folder that has one, or name the new folder in test/layers.test.ts`,
    ]
  return source.imports
    .filter((imported) => imported.startsWith('.'))
    .map((imported) => path.posix.normalize(path.posix.join(path.posix.dirname(source.name), imported)))
    .filter((name) => folderOf(name) !== from && layerOf(folderOf(name)) >= layerOf(from))
    .map(
      (name) =>
        `src/${source.name} imports src/${name}, which is not below it: hand it in as an argument, or move what both need to a lower layer`,
    )
}

function callsOf({ nodes }: Source, name: string): SyntaxNode[] {
  return nodes.filter((node) => {
    const callee = node['callee']
    const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
    return isCall && typeof callee === 'object' && callee !== null && 'name' in callee && callee.name === name
  })
}

/** Statements that do something; the others declare something. */
const acts = /^(Expression|If|For|ForOf|ForIn|While|DoWhile|Try|Throw|Switch|Block)Statement$/

function statementsOf({ nodes }: Source): SyntaxNode[] {
  const body: unknown = nodes.find(({ type }) => type === 'Program')?.['body']
  return nodes.filter((node) => Array.isArray(body) && body.includes(node))
}

/** `new Date()`, `Date.now()`, `Math.random()`. */
function asksTheWorld({ text }: Source, node: SyntaxNode): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  return /^(new Date(\(\))?|Date\.now\(\)|Math\.random\(\))$/.test(text.slice(node.start, node.end))
}

describe('layers of src', () => {
  test('there are files to look at', () => expect(sources.length).toBeGreaterThan(10))

  test('every import points down', () => expect(sources.flatMap(faultsOf)).toEqual([]))

  test.each([
    ['rules/a.ts', "import { createStore } from '../store/store.ts'"],
    ['rules/a.ts', "import type { Store } from '../store/store.ts'"],
    ['rules/a.ts', "type Store = import('../store/store.ts').Store"],
    ['feeds/a.ts', "export { keys } from '../store/keys.ts'"],
    ['web/a.ts', "const page = await import('../workers/work.ts')"],
    ['cli/start.ts', "import { run } from '../cli.ts'"],
    ['somewhere/a.ts', ''],
  ])('in %s, %j is a fault', (name, text) => expect(faultsOf(parseSource(name, text))).toHaveLength(1))

  test.each([
    ['cli.ts', "import { start } from './cli/start.ts'"],
    ['main.ts', "import { run } from './cli.ts'"],
    ['store/items.ts', "import { keys } from './keys.ts'"],
    ['app.ts', "import { Env } from './config/env.ts'\nimport { Redis } from 'ioredis'"],
  ])('in %s, %j is none', (name, text) => expect(faultsOf(parseSource(name, text))).toEqual([]))
})

describe('what a folder may do', () => {
  test.each(Object.entries(pureFolders))('src/%s stays without input and output', (folder, allowed) => {
    const faults = sources
      .filter(({ name }) => folderOf(name) === folder)
      .flatMap(({ name, imports }) =>
        imports
          .filter((from) => !from.startsWith('.') && !allowed.includes(from))
          .map((from) => `src/${name} imports ${from}`),
      )
    expect(
      faults,
      'let the caller fetch it and hand in the value, or add a package that only computes to the list in this test',
    ).toEqual([])
  })

  test.each(Object.keys(pureFolders))('src/%s asks no clock and draws no lots', (folder) => {
    const faults = sources
      .filter(({ name }) => folderOf(name) === folder)
      .flatMap((source) => source.nodes.filter((node) => asksTheWorld(source, node)).map((node) => place(source, node)))
    expect(faults, 'take the time or the random number as an argument').toEqual([])
  })

  test.each(Object.entries(constructors))('%s is called in %j only', (constructor, allowed) => {
    const faults = sources
      .filter(({ name }) => !allowed.includes(name))
      .flatMap((source) => callsOf(source, constructor).map((node) => place(source, node)))
    expect(faults, 'take the connection as an argument; app.ts opens it and closes it').toEqual([])
  })

  test('nothing happens on import: no file but main.ts does anything outside a function', () => {
    const faults = sources
      .filter(({ name }) => name !== 'main.ts')
      .flatMap((source) =>
        statementsOf(source)
          .filter(({ type }) => acts.test(type))
          .map((node) => place(source, node)),
      )
    expect(faults, 'put it into a function that the caller calls').toEqual([])
  })
})
