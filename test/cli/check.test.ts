import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
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
