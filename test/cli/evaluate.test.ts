import { expect, test } from 'vitest'
import { run } from '../../src/cli/evaluate.ts'
import { rulesTextWith } from '../rules/altered.ts'
import { rulesOf } from '../rules/shipped.ts'

const rules = rulesOf()
const labelled = (id: string, number: number) =>
  JSON.stringify({
    id,
    title: "Ofsted publishes letter on third monitoring visit to Leeds children's services",
    text: '',
    findings: [{ rule: 'monitoring-visit', authority: 'Leeds', number }],
  })

const silent = rulesOf(rulesTextWith({ 'monitoring-visit': 1000 }))

async function evaluated(lines: string[], json?: boolean, more: Partial<Parameters<typeof run>[0]> = {}) {
  const out: string[] = []
  const faults: string[] = []
  const status = await run({
    corpora: [{ name: 'corpus.jsonl', lines }],
    json,
    rules,
    mostCharacters: 200_000,
    screen: {
      print: (text) => out.push(text),
      complain: (text) => faults.push(text),
      table: (headers, rows) => out.push(...[headers, ...rows].map((row) => row.join(' '))),
    },
    ...more,
  })
  return { status, out, faults }
}

test('prints the scores of each rule, the fields and the misses', async () => {
  const { status, out } = await evaluated([
    labelled('a', 3),
    labelled('b', 4),
    JSON.stringify({ id: 'c', title: 'Quiet', text: '', findings: [{ rule: 'monitoring-visit', authority: 'Leeds' }] }),
  ])
  expect(status).toBe(0)
  expect(out).toContain('monitoring-visit 1.000 0.667 0.800 2 0 1')
  expect(out).toContain('all, 3 documents 1.000 0.667 0.800 2 0 1')
  expect(out).toContain('monitoring-visit number 1 2')
  expect(out).toContain('missed: monitoring-visit Leeds {}  c Quiet')
})

test('as JSON the whole evaluation is one line', async () => {
  const { out } = await evaluated([labelled('a', 3)], true)
  expect(out.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ documents: 1, overall: expect.objectContaining({ right: 1 }), misses: [] }),
  ])
})

test('a broken line is named, the rest are measured, and the status is 1', async () => {
  const { status, out, faults } = await evaluated([labelled('a', 3), '{"id":"x"}'])
  expect(status).toBe(1)
  expect(faults).toEqual([expect.stringMatching(/^line 2: expected a labelled document; /)])
  expect(out).toContain('all, 1 documents 1.000 1.000 1.000 1 0 0')
})

test('nothing to measure is a fault', async () => {
  expect(await evaluated(['', ''])).toMatchObject({
    status: 1,
    out: [],
    faults: [expect.stringContaining('expected at least one labelled document')],
  })
})

test('labels that nobody knows are named with their line and what may have been meant, and left out', async () => {
  const one = (id: string, rule: string, authority: string) =>
    JSON.stringify({ id, title: 'Quiet', text: '', findings: [{ rule, authority }] })
  const { status, out, faults } = await evaluated([
    labelled('a', 3),
    one('b', 'monitoring-vist', 'Leeds'),
    one('c', 'monitoring-visit', 'Wirrall'),
    one('d', 'monitoring-vist', 'Kent'),
  ])
  expect(status).toBe(1)
  expect(faults).toEqual([
    'line 2: unknown rule "monitoring-vist", all 2 labels of it are left out; did you mean monitoring-visit?',
    'line 3: unknown authority "Wirrall", the label is left out; did you mean Wirral?',
  ])
  expect(out).toContain('all, 4 documents 1.000 1.000 1.000 1 0 0')
})

test('a date that is none is a fault', async () => {
  const { faults } = await evaluated([JSON.stringify({ ...JSON.parse(labelled('a', 3)), published: 'not a date' })])
  expect(faults[0]).toMatch(/^line 1: .*published: expected a date such as .*, found "not a date"$/)
})

test('what cannot be read to its end is told, with what to expect', async () => {
  const broken = async function* () {
    yield labelled('a', 3)
    throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' })
  }
  const out: string[] = []
  const screen = { print: () => undefined, complain: (text: string) => void out.push(text), table: () => undefined }
  expect(await run({ corpora: [{ name: 'corpus', lines: broken() }], rules, mostCharacters: 1000, screen })).toBe(1)
  expect(out).toEqual(['corpus: expected a file that can be read to its end; it is a folder'])
})

test('several files are measured as one, and faults name theirs', async () => {
  const corpora = [
    { name: 'a.jsonl', lines: [labelled('a', 3)] },
    { name: 'b.jsonl', lines: [labelled('b', 3), 'nothing'] },
  ]
  const { status, out, faults } = await evaluated([], false, { corpora })
  expect(status).toBe(1)
  expect(faults).toEqual([expect.stringMatching(/^b\.jsonl: line 2: expected a labelled document; /)])
  expect(out).toContain('all, 2 documents 1.000 1.000 1.000 2 0 0')
})

test('against other rules, both are shown with the change, and what changed sides', async () => {
  const against = { rules: silent, name: 'old.yaml', nowName: 'rules.yaml' }
  const { status, out } = await evaluated([labelled('a', 3)], false, { against })
  expect(status).toBe(0)
  expect(out[0]).toBe('Before: old.yaml. Now: rules.yaml.')
  expect(out).toContain('monitoring-visit before - 0.000 0.000 0 0 1')
  expect(out).toContain(' now 1.000 1.000 1.000 1 0 0')
  expect(out).toContain(' change - +1.000 +1.000 +1 = -1')
  expect(out).toContain('monitoring-visit number - 1 of 1')
  expect(out.at(-1)).toMatch(/^newly right: monitoring-visit Leeds \{"number":3\} {2}a Ofsted publishes letter/)
})

test('against the same rules nothing changes sides', async () => {
  const { out } = await evaluated([labelled('a', 3)], false, { against: { rules, name: 'a', nowName: 'b' } })
  expect(out.at(-1)).toBe('No finding changed sides.')
})

test('against other rules, as JSON, the whole comparison is one line', async () => {
  const { out } = await evaluated([labelled('a', 3)], true, { against: { rules: silent, name: 'x', nowName: 'y' } })
  expect(out.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ before: 'x', now: 'y', changes: [expect.objectContaining({ change: 'newly right' })] }),
  ])
})

test('a label of a rule that one of the two files has is a label that is known', async () => {
  const fewer = { ...rules, facts: new Map([...rules.facts].filter(([id]) => id !== 'monitoring-visit')) }
  const { status, faults } = await evaluated([labelled('a', 3)], false, {
    rules: fewer,
    against: { rules, name: 'old.yaml', nowName: 'rules.yaml' },
  })
  expect({ status, faults }).toEqual({ status: 0, faults: [] })
})
