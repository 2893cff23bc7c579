import { readFileSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { workFolder } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

test('the demo goes the whole way, prints what happened, and leaves one digest that tells it; twice over', async () => {
  using folder = workFolder()
  for (let run = 1; run <= 2; run += 1) {
    const { io, out } = memoryIo({
      cwd: folder.cwd,
      env: { OUTBOX_DIR: path.join(folder.cwd, 'outbox'), LOG_LEVEL: 'silent' },
    })
    expect(await runCli(['demo'], io)).toBe(0)
    const rows = out()
      .split('\n')
      .flatMap((line) => /^([a-z]+-[a-z]+) +(\w+) .* (\d) \(/.exec(line)?.slice(1).join(' ') ?? [])
    expect(rows).toEqual([
      'rating-change Buckinghamshire 1',
      'ministerial-direction Sandwell 1',
      'rating-change Sandwell 3',
      'resignation-call Sandwell 2',
      'monitoring-visit Sandwell 1',
      'monitoring-visit Wirral 1',
    ])
    const files = out().match(/\S+\.(eml|html)$/gm) ?? []
    expect(files.map((file) => path.extname(file))).toEqual(['.eml', '.html'])
    const { text = '' } = await simpleParser(readFileSync(files[0] ?? ''))
    expect(text.match(/^(Sandwell|Buckinghamshire|Wirral): .*$/gm)).toHaveLength(6)
  }
})
