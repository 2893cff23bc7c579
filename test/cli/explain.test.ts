import { expect, test } from 'vitest'
import { run } from '../../src/cli/explain.ts'
import { rulesOf } from '../rules/shipped.ts'

const rules = rulesOf()
const title = "Sandwell children's services rated inadequate by Ofsted, which was in the borough in 2016"

async function explained(
  target: string,
  options: { files?: Record<string, string>; stdin?: string[]; json?: boolean; published?: string } = {},
) {
  const out: string[] = []
  const faults: string[] = []
  const status = await run({
    target,
    json: options.json,
    published: options.published,
    rules,
    readFile: (file) => {
      const text = options.files?.[file]
      if (text === undefined) throw new Error(`ENOENT: ${file}`)
      return text
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
    faults: ['none.txt: expected a text that can be read; ENOENT: none.txt'],
  })
  expect(await explained('https://example.org/gone')).toEqual({
    status: 1,
    out: '',
    faults: ['https://example.org/gone: the server answered 404'],
  })
})
