import { expect, test } from 'vitest'
import { run } from '../../src/cli/explain.ts'
import { rulesOf } from '../rules/shipped.ts'

const rules = rulesOf()
const title = "Ofsted rates Sandwell children's services inadequate"

async function explained(
  target: string,
  options: {
    files?: Record<string, string>
    stdin?: string[]
    json?: boolean
    published?: string
    mostCharacters?: number
  } = {},
) {
  const out: string[] = []
  const faults: string[] = []
  const status = await run({
    target,
    json: options.json,
    published: options.published,
    rules,
    mostCharacters: options.mostCharacters ?? 200_000,
    linesOfFile: async function* (file) {
      const text = options.files?.[file]
      if (text === undefined) throw Object.assign(new Error(`ENOENT: ${file}`), { code: 'ENOENT' })
      yield* text.split('\n')
    },
    stdin: async function* () {
      yield* options.stdin ?? []
    },
    fetchDocument: async (url) =>
      url.endsWith('/gone')
        ? { ok: false, reason: 'the server answered 404' }
        : { ok: true, document: { id: url, title, text: '' } },
    screen: { print: (text) => out.push(text), complain: (text) => faults.push(text) },
  })
  return { status, out: out.join('\n'), faults }
}

test('a file of plain text, standard input, a JSON document and an address are all explained', async () => {
  const { out } = await explained('article.txt', { files: { 'article.txt': title } })
  expect(out).toContain('rating-change: fires')
  expect(await explained('-', { stdin: [title, '', 'More.'] })).toMatchObject({
    status: 0,
    out: expect.stringContaining('rating-change: fires'),
  })
  expect(await explained('a.json', { files: { 'a.json': JSON.stringify({ title, text: '' }) } })).toMatchObject({
    status: 0,
    out: expect.stringContaining('rating-change: fires'),
  })
  expect(await explained('https://example.org/a')).toMatchObject({
    status: 0,
    out: expect.stringContaining('rating-change: fires'),
  })
})

test('as JSON there is one line for each rule', async () => {
  const { out } = await explained('a', { files: { a: title }, json: true })
  expect(out.split('\n').map((line): unknown => JSON.parse(line))).toHaveLength(rules.facts.size)
})

test('what cannot be read or fetched is said, with status 1', async () => {
  expect(await explained('none.txt')).toEqual({
    status: 1,
    out: '',
    faults: ['none.txt: expected a text that can be read; there is none'],
  })
  expect(await explained('https://example.org/gone')).toEqual({
    status: 1,
    out: '',
    faults: ['https://example.org/gone: the server answered 404'],
  })
})

test.each([
  ['nothing', '', 'expected a text, found nothing'],
  ['spaces', ' \n\n', 'expected a text, found nothing'],
  ['a picture', 'PNG\r\n\x1a\n\0\0\0\rIHDR', 'found a binary file'],
  ['bytes of no encoding', '\uFFFD'.repeat(50), 'found a binary file'],
  ['a document without words', '{"id":"a"}', 'found neither title nor text'],
  ['a document with a date that is none', '{"text":"x","published":"not a date"}', 'published: expected a date'],
])('%s is no text to explain', async (_, text, reason) => {
  expect(await explained('a', { files: { a: text } })).toEqual({
    status: 1,
    out: '',
    faults: [expect.stringContaining(reason)],
  })
})

test('of a signal that matches again and again five places are shown, and how many more there are', async () => {
  const text = Array.from({ length: 12 }, () => `${title}.`).join('\n\n')
  const { out } = await explained('a', { files: { a: text } })
  expect(out).toMatch(/^ {2}and \d+ more of “/m)
  const counted =
    out
      .split('\n\n')[0]
      ?.split('\n')
      .filter((line) => /^ {2}[+-]? ?\d/.test(line)) ?? []
  const kinds = new Set(counted.map((line) => line.replace(/^ {2}([+-]?).*? (\D+) \(.*$/, '$1$2')))
  expect(counted.length).toBeLessThanOrEqual(5 * kinds.size)
})

test('no control byte of a text reaches the terminal, and a long one is cut as by the worker', async () => {
  const { out, faults } = await explained('a', {
    files: { a: `Sandwell \x1b[31mcouncil's children's services rated inadequate by Ofsted.${' More.'.repeat(500)}` },
    mostCharacters: 1000,
  })
  expect(out).not.toContain('\x1b')
  expect(faults).toEqual([expect.stringContaining('the first 1000 are read')])
})
