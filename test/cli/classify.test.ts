import { expect, test } from 'vitest'
import { run } from '../../src/cli/classify.ts'
import { rulesOf } from '../rules/shipped.ts'

const rules = rulesOf()

async function classified(lines: string[], mostCharacters = 200_000) {
  const out: string[] = []
  const faults: string[] = []
  const status = await run({
    lines,
    rules,
    mostCharacters,
    screen: { print: (text) => out.push(text), complain: (text) => faults.push(text) },
  })
  return { status, faults, out: out.map((line): unknown => JSON.parse(line)) }
}

const document = {
  id: 'a',
  title: "Third monitoring visit to Wirral children's services: Ofsted publishes letter",
  text: 'Inspectors found progress.',
}

test('each document gets one line, in order, with its findings and their evidence', async () => {
  const { status, faults, out } = await classified([
    JSON.stringify(document),
    '',
    JSON.stringify({ id: 'b', title: 'Bins', text: '', published: null, source: 'x', url: 'https://example.org' }),
  ])
  expect({ status, faults }).toEqual({ status: 0, faults: [] })
  expect(out).toEqual([
    {
      id: 'a',
      findings: [
        {
          rule: 'monitoring-visit',
          authority: 'Wirral',
          score: expect.any(Number),
          fields: { number: 3 },
          evidence: expect.arrayContaining([
            { sentence: document.title, start: 0, end: document.title.length, why: expect.any(String) },
          ]),
        },
      ],
    },
    { id: 'b', findings: [] },
  ])
})

test('broken lines are named by number, the rest go on, and the status is 1', async () => {
  const { status, faults, out } = await classified([
    '{',
    JSON.stringify({ id: 1, title: 'x' }),
    JSON.stringify({ id: 'c', title: '', text: '' }),
  ])
  expect(status).toBe(1)
  expect(faults).toEqual([
    expect.stringMatching(/^line 1: expected a document \{"id","title","text"\}; /),
    expect.stringMatching(/^line 2: .*id: .*expected string.*; text: /),
  ])
  expect(out).toEqual([{ id: 'c', findings: [] }])
})

test('a byte order mark before the first line does no harm', async () => {
  expect(await classified([`\uFEFF${JSON.stringify({ id: 'd', title: '', text: '' })}`])).toMatchObject({
    status: 0,
    out: [{ id: 'd' }],
  })
})

test('a date that is none is a fault, and no date is none', async () => {
  const dated = (published: unknown) => JSON.stringify({ id: 'a', title: '', text: '', published })
  const { status, faults } = await classified([dated('not a date'), dated('2018-06-08'), dated(null), dated('')])
  expect(status).toBe(1)
  expect(faults).toEqual([
    'line 1: expected a document {"id","title","text"}; published: expected a date such as 2026-03-01 or 2026-03-01T09:00:00Z, found "not a date"',
  ])
})

test('after twenty faults the rest is not read: it is no JSON Lines', async () => {
  const { status, faults } = await classified(Array.from({ length: 500 }, () => '\x1b[2Jbinary\x07'))
  expect(status).toBe(1)
  expect(faults).toHaveLength(21)
  expect(faults.join('')).not.toMatch(/[\x00-\x1f]/)
  expect(faults.at(-1)).toContain('the rest is not read')
})

test('a text is cut as the worker cuts it, and that is said', async () => {
  const text = `${'Nothing. '.repeat(200)}${document.title}`
  const { faults, out } = await classified([JSON.stringify({ id: 'long', title: '', text })], 1000)
  expect(out).toEqual([{ id: 'long', findings: [] }])
  expect(faults).toEqual([expect.stringMatching(/^line 1: the text has \d+ characters; the first 1000 are read/)])
})
