import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { runCli } from '../../src/cli.ts'
import { RulesFile } from '../../src/rules/rules-file.ts'
import { workFolder } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

async function check(files: Record<string, (text: string) => string>) {
  using folder = workFolder()
  for (const [file, alter] of Object.entries(files))
    folder.write(`config/${file}`, alter(readFileSync(path.join(folder.cwd, 'config', file), 'utf8')))
  const { io, out, err } = memoryIo({ cwd: folder.cwd })
  const status = await runCli(['check'], io)
  return { status, out: out(), err: err() }
}

test('a configuration without fault is counted', async () => {
  expect(await check({})).toEqual({
    status: 0,
    out: '4 files, 0 feeds, 5 rules, 163 authorities: no faults\n',
    err: '',
  })
})

test('faults of every kind are named in one go: schema, names, examples, and names across files', async () => {
  const { status, err } = await check({
    'settings.yaml': () => 'time_zone: Europe/Londn\n',
    'feeds.yaml': () => 'feeds:\n  - { id: a, name: A, url: "https://example.org/", interval: 0s, region: Londn }\n',
    'rules.yaml': (text) =>
      text.replace("rates Sandwell Council's children's services inadequate.", 'visited Sandwell.'),
    'authorities.csv': (text) => text,
  })
  expect(status).toBe(1)
  for (const fault of ['settings.yaml:1:12', 'at least 1s', 'did you mean London?', 'expected this example to fire'])
    expect(err).toContain(fault)
})

test('a slip of syntax is told once, with nothing that only follows from it', async () => {
  const { err } = await check({ 'feeds.yaml': () => 'feeds:\n\t- id: a\n  - {id: [}\n: : :\n' })
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^config\/feeds\.yaml:2:\d+ {2}expected YAML; /)])
})

test('a bad rules file is told with file, line and what was expected', async () => {
  const { status, out, err } = await check({
    'rules.yaml': (text) => text.replace('    severity: 90\n', '    severity: high\n'),
  })
  expect({ status, out }).toEqual({ status: 1, out: '' })
  const line = readFileSync('config/rules.yaml', 'utf8').split('\n').indexOf('    severity: 90') + 1
  expect(line).toBeGreaterThan(0)
  expect(err).toMatch(new RegExp(`^config/rules\\.yaml:${line}:\\d+ {2}.*expected number, found "high"\n$`))
})

test('what is only doubtful is a warning with file and line, and no fault', async () => {
  const { status, out, err } = await check({
    'rules.yaml': (text) => {
      const file: unknown = parse(text)
      const { rules } = RulesFile.pick({ rules: true }).loose().parse(file)
      const example = (words: string) => ({ text: words, fields: {} })
      const bins = {
        id: 'bins',
        title: 'Bins',
        severity: 1,
        joining: { window_days: 1 },
        says: [{ text: '{authority}' }],
        threshold: 0.1,
        signals: [
          { why: 'bins are named', weight: 1, any: ['bins'] },
          { why: 'bims are', weight: 1, any: ['bims'] },
        ],
        examples: {
          fires: [example('Leeds empties bins.'), example('Wirral empties bins.')],
          silent: [example('Leeds keeps cars.')],
        },
      }
      return stringify({ ...Object(file), rules: [...rules, bins] })
    },
  })
  expect(err).toMatch(/^config\/rules\.yaml:\d+:\d+ {2}warning: “bims are” stands in no example of the file/)
  expect({ status, out }).toEqual({
    status: 0,
    out: '4 files, 0 feeds, 6 rules, 163 authorities: no faults, 1 warning\n',
  })
})
