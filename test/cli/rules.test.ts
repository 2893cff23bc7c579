import { cpSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { rulesTextWith } from '../rules/altered.ts'
import { workFolder } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let folder: ReturnType<typeof workFolder>
beforeAll(() => {
  folder = workFolder()
})
afterAll(() => folder[Symbol.dispose]())

async function run(args: string[], stdin = '') {
  const { io, out, err } = memoryIo({ cwd: folder.cwd, stdin })
  const status = await runCli(args, io)
  return { status, out: out(), err: err() }
}

const title = 'Ofsted rates Sandwell children’s services inadequate'
const text = 'Sandwell Council’s children’s services have been rated inadequate by Ofsted.'
const document = { id: 'a', title, text, published: '2026-03-01T09:00:00Z' }

describe('classify', () => {
  test('reads documents and writes findings; a broken line is named, and the rest go on', async () => {
    const lines = [
      JSON.stringify(document),
      '{"id": 1',
      '',
      JSON.stringify({ ...document, id: 'b', title: 'Bins', text: 'Bins are emptied.' }),
    ]
    const { status, out, err } = await run(['classify'], lines.join('\n'))
    expect(status).toBe(1)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: 'a', findings: [{ rule: 'rating-change', authority: 'Sandwell' }] },
      { id: 'b', findings: [] },
    ])
    expect(err).toMatch(/^line 2: /)
  })

  test('takes other rules, and names their faults by their own file', async () => {
    cpSync('config/rules.yaml', path.join(folder.cwd, 'mine.yaml'))
    expect(await run(['classify', '--rules', 'mine.yaml'], JSON.stringify(document))).toMatchObject({
      status: 0,
      err: '',
    })
    folder.write('mine.yaml', 'rules: []\n')
    const { status, out, err } = await run(['classify', '--rules', 'mine.yaml'], JSON.stringify(document))
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(/^mine\.yaml:\d+:\d+ {2}/)
    expect(await run(['classify', '--rules', 'nowhere.yaml'])).toMatchObject({
      status: 1,
      err: expect.stringContaining('nowhere.yaml'),
    })
  })
})

describe('explain', () => {
  test.each([
    ['a file', async () => (folder.write('article.txt', `${title}\n\n${text}`), await run(['explain', 'article.txt']))],
    ['standard input', () => run(['explain', '-'], `${title}\n\n${text}`)],
  ])('says of %s what each rule found', async (_, explained) => {
    const { status, out } = await explained()
    expect(status).toBe(0)
    expect(out).toContain('rating-change')
    expect(out).toContain('Sandwell')
  })

  test('reads the article behind an address', async () => {
    const paragraphs = Array.from({ length: 6 }, () => `<p>${text}</p>`).join('')
    const server = createServer(
      (_, response) =>
        void response
          .setHeader('content-type', 'text/html; charset=utf-8')
          .end(`<html><title>x</title><body><article><h1>${title}</h1>${paragraphs}</article></body></html>`),
    )
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
    try {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('expected a port')
      const { status, out, err } = await run(['explain', `http://127.0.0.1:${address.port}/1`, '--json'])
      expect({ status, err }).toEqual({ status: 0, err: '' })
      expect(out).toContain('Sandwell')
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('an address where nothing answers is a fault in one line', async () => {
    expect(await run(['explain', 'http://127.0.0.1:1/'])).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/: .*\n$/),
    })
  })
})

describe('evaluate', () => {
  test('prints a score for each rule, and every miss', async () => {
    const labelled = (id: string, rule: string) =>
      JSON.stringify({ ...document, id, findings: [{ rule, authority: 'Sandwell', fields: {} }] })
    folder.write('corpus.jsonl', `${labelled('right', 'rating-change')}\n${labelled('missed', 'resignation-call')}\n`)
    const { status, out } = await run(['evaluate', 'corpus.jsonl'])
    expect(status).toBe(0)
    expect(out).toMatch(/^Rule +Precision +Recall +F1/)
    expect(out).toMatch(/missed: resignation-call Sandwell/)
  })

  test('takes several files, and other rules to compare with', async () => {
    folder.write('one.jsonl', JSON.stringify({ ...document, findings: [] }))
    folder.write(
      'two.jsonl',
      JSON.stringify({ ...document, findings: [{ rule: 'rating-change', authority: 'Sandwell' }] }),
    )
    folder.write('old.yaml', rulesTextWith({ 'rating-change': 1000 }))
    const { status, out } = await run(['evaluate', 'one.jsonl', 'two.jsonl', '--against', 'old.yaml'])
    expect(status).toBe(0)
    expect(out).toMatch(/^Before: old\.yaml\. Now: config\/rules\.yaml\.\n/)
    expect(out).toMatch(/^newly wrong: rating-change Sandwell /m)
    expect(out).toMatch(/^newly right: rating-change Sandwell /m)
    folder.write('old.yaml', 'rules: []\n')
    expect(await run(['evaluate', 'one.jsonl', '--against', 'old.yaml'])).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^old\.yaml:\d+:\d+ {2}expected/),
    })
  })
})

describe('check', () => {
  test('says how much it looked at when all is well', async () => {
    const { status, out, err } = await run(['check'])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^4 files, 0 feeds, \d+ rules, \d+ authorities: no faults\n$/)
  })

  test('names every fault of every file, with its place', async () => {
    using broken = workFolder()
    broken.write('config/settings.yaml', 'time_zone: Europe/Londn\nmail: { per_minute: many }\n')
    broken.write('config/feeds.yaml', 'feeds:\n  - { id: BBC, name: BBC, url: ftp://x }\n')
    const { io, err } = memoryIo({ cwd: broken.cwd })
    expect(await runCli(['check'], io)).toBe(1)
    for (const place of ['settings.yaml:1:', 'settings.yaml:2:', 'feeds.yaml:2:'])
      expect(err()).toContain(`config/${place}`)
    expect(err().trim().split('\n')).toHaveLength(4)
  })
})
