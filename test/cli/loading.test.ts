import path from 'node:path'
import { expect, test } from 'vitest'
import { readSources, type Source } from '../sources.ts'

const sources = new Map(readSources().map((source) => [source.name, source]))

/** What is loaded before any command is known: imports of values, not those that a command asks for when it runs. */
function loadedBy(name: string, seen = new Map<string, Source>()): Set<string> {
  const source = sources.get(name)
  if (source === undefined || seen.has(name)) return new Set()
  seen.set(name, source)
  const from = source.nodes.flatMap((node) => {
    const target = node['source']
    const isValue = node.type === 'ImportDeclaration' && node['importKind'] !== 'type'
    return isValue && typeof target === 'object' && target !== null && 'value' in target ? [String(target.value)] : []
  })
  const packages = from.filter((one) => !one.startsWith('.') && !one.startsWith('node:'))
  const files = from.filter((one) => one.startsWith('.')).map((one) => path.posix.join(path.posix.dirname(name), one))
  return new Set([...packages, ...files.flatMap((file) => [...loadedBy(file, seen)])])
}

test('--version and --help load no more than the parser of the command line', () => {
  expect([...loadedBy('main.ts')].toSorted()).toEqual(['commander', 'fastest-levenshtein'])
})
