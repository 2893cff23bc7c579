import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { Duration } from '../src/config/duration.ts'
import { Settings } from '../src/config/settings.ts'
import { parseSource, place, readSources, type Source, type SyntaxNode } from './sources.ts'

const sources = readSources()
const faults = (find: (source: Source) => string[]) => sources.flatMap(find)

describe('src', () => {
  test('no file has more than 250 lines', () => {
    const long = faults(({ name, text }) => (text.split('\n').length > 251 ? [`src/${name}`] : []))
    expect(long, 'split it by what changes together, and name each part after what it exports').toEqual([])
  })

  test('nothing is of type any', () => {
    expect(faults(withType('TSAnyKeyword')), 'use unknown, and check what it is').toEqual([])
  })

  test('every `as` has a comment that says why the compiler cannot know', () => {
    expect(
      faults(unexplained),
      'narrow the type with a check or a zod schema, or say why on the line or the one above',
    ).toEqual([])
    const asserted =
      "const a = b as string\nconst c = d as string // the driver returns strings here\nconst e = ['x'] as const"
    expect(unexplained(parseSource('a.ts', asserted))).toEqual(['src/a.ts:1'])
  })

  test('exports have names', () => {
    expect(faults(withType('ExportDefaultDeclaration')), 'export it under the name that its file has').toEqual([])
    expect(faults(withType('ExportAllDeclaration')), 'import from the file that declares it').toEqual([])
  })

  test('the environment is read in main.ts alone', () => {
    const readers = faults(({ name, text }) =>
      name !== 'main.ts' && /\bprocess\.env\b/.test(text) ? [`src/${name}`] : [],
    )
    expect(readers, 'take the value from Env, which is read and checked once').toEqual([])
  })

  test('imports say .ts, and node: for what comes with Node.js', () => {
    const wrong = faults(({ name, imports }) =>
      imports
        .filter((from) =>
          from.startsWith('.')
            ? !/\.tsx?$/.test(from)
            : /^(fs|path|crypto|os|url|util|stream|zlib|events)(\/|$)/.test(from),
        )
        .map((from) => `src/${name}: ${from}`),
    )
    expect(wrong).toEqual([])
  })

  test('file names are lower-case words with hyphens, and say what is in them', () => {
    const wrong = faults(({ name }) =>
      /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.tsx?$/.test(name) ? [] : [`src/${name}`],
    )
    expect(wrong).toEqual([])
    const vague = faults(({ name }) =>
      /(^|\/)(utils?|helpers?|common|misc|lib|index)(\.|\/)/.test(name) ? [`src/${name}`] : [],
    )
    expect(vague, 'put a function next to its one caller, or name the file after it').toEqual([])
  })

  test('nothing is left for later', () => {
    const later = faults(({ name, text }) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(text) ? [`src/${name}`] : []))
    expect(later, 'do it now, or open an issue').toEqual([])
  })
})

describe('the project', () => {
  test('links between documents lead somewhere', () => {
    const documents = [...filesIn('.', /\.md$/), ...filesIn('docs', /\.md$/), ...filesIn('docs/adr', /\.md$/)]
    const broken = documents.flatMap((file) => {
      const targets = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
        (found) => found[1] ?? '',
      )
      return targets
        .filter((target) => !existsSync(path.join(path.dirname(file), target)))
        .map((target) => `${file} -> ${target}`)
    })
    expect(broken).toEqual([])
    expect(documents.length).toBeGreaterThan(3)
  })

  test('programs that people start may be executed', () => {
    for (const file of ['.ci/run']) expect(() => accessSync(file, constants.X_OK), `chmod +x ${file}`).not.toThrow()
  })

  test('compose.yaml gives the worker more time to stop than it takes to drain', () => {
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    const settings = Settings.parse(parse(readFileSync('config/settings.yaml', 'utf8')))
    expect(Duration.parse(services.worker.stop_grace_period)).toBeGreaterThan(settings.worker.drain)
  })

  test('the Redis of compose.yaml keeps what it is given', () => {
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    const command = services.redis.command.join(' ')
    expect(command).toContain('--appendonly yes')
    expect(command).toContain('--maxmemory-policy noeviction')
    expect(services.redis.volumes).toContainEqual(expect.stringMatching(/:\/data$/))
  })

  test('the image has a Node.js that package.json allows', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))
    const image = /^FROM node:(\d+)/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1]
    expect(Number(image)).toBeGreaterThanOrEqual(Number.parseInt(engines.node.replace('>=', '')))
  })
})

function withType(type: string): (source: Source) => string[] {
  return (source) => source.nodes.filter((node) => node.type === type).map((node) => place(source, node))
}

function unexplained(source: Source): string[] {
  const lines = source.text.split('\n')
  return source.nodes
    .filter((node) => node.type === 'TSAsExpression' && !isConst(source, node))
    .map((node) => place(source, node))
    .filter((where) => {
      const line = Number(where.split(':')[1])
      return ![lines[line - 1], lines[line - 2]].some((text) => /\/\/|\*\//.test(text ?? ''))
    })
}

function isConst({ text }: Source, node: SyntaxNode): boolean {
  return /\bas const$/.test(text.slice(node.start, node.end))
}

function filesIn(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => path.join(folder, name))
}
