import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Config } from '../../src/config/load.ts'
import { watchConfig } from '../../src/config/watch.ts'

let dir: string
let file: string
let seen: string[]
const signals = new EventEmitter()
const look = (times: number) => vi.advanceTimersByTime(times * 2000)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  seen = []
  dir = mkdtempSync(path.join(tmpdir(), 'watch-'))
  file = path.join(dir, 'rules.yaml')
  writeFileSync(file, 'first')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(dir, { recursive: true, force: true })
})

/** Takes the text of rules.yaml for the whole configuration; a text that says "bad" is a fault. */
function watch() {
  return watchConfig({
    dir,
    signals,
    load: () => {
      const text = readFileSync(file, 'utf8')
      if (text.includes('bad')) return { ok: false, faults: [{ file, line: 1, column: 1, message: text }] }
      return { ok: true, config: { text } as unknown as Config }
    },
    onChange: (config) => seen.push((config as unknown as { text: string }).text),
    onFaults: (faults) => seen.push(faults.map(({ message }) => `fault: ${message}`).join() || 'mended'),
  })
}

test('a changed file is taken up once it is still, also when an editor moves a new one over it', () => {
  using _watch = watch()
  writeFileSync(file, 'seco')
  look(1)
  writeFileSync(file, 'second')
  look(1)
  expect(seen).toEqual([])
  look(1)
  expect(seen).toEqual(['second'])
  writeFileSync(`${file}.new`, 'moved!')
  renameSync(`${file}.new`, file)
  look(2)
  expect(seen).toEqual(['second', 'moved!'])
})

test('a bad file is told and changes nothing, and its mending is told too', () => {
  using _watch = watch()
  writeFileSync(file, 'bad one')
  look(2)
  expect(seen).toEqual(['fault: bad one'])
  writeFileSync(file, 'good again')
  look(2)
  expect(seen).toEqual(['fault: bad one', 'good again', 'mended'])
})

test('SIGHUP loads again at once, though nothing has changed', () => {
  using _watch = watch()
  signals.emit('SIGHUP')
  expect(seen).toEqual(['first'])
})

test('nothing is loaded while nothing changes, and nothing after the end', () => {
  const watching = watch()
  look(10)
  expect(seen).toEqual([])
  watching[Symbol.dispose]()
  writeFileSync(file, 'too late')
  look(10)
  signals.emit('SIGHUP')
  expect(seen).toEqual([])
})
