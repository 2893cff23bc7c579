import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTempDir } from './helpers/temp-dir.ts'

let dir: Awaited<ReturnType<typeof makeTempDir>>
beforeAll(async () => {
  dir = await makeTempDir()
})
afterAll(() => dir[Symbol.asyncDispose]())

/** A report as vitest writes it, of one file with tests that ended so. */
function report(name: string, ...statuses: string[]): string {
  const file = path.join(dir.path, name)
  const assertionResults = statuses.map((status) => ({ status }))
  const status = statuses.every((one) => one === 'passed') && statuses.length > 0 ? 'passed' : 'failed'
  writeFileSync(file, JSON.stringify({ testResults: [{ status, assertionResults }] }))
  return file
}

function counted(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/count-tests.mjs', ...args], { encoding: 'utf8' })
  return { status, last: stdout.trim().split('\n').at(-1) }
}

test('the tests of all runs are counted together', () => {
  const runs = [report('a', 'passed', 'passed'), '0', report('b', 'passed'), '0']
  expect(counted('0', ...runs)).toEqual({ status: 0, last: '3 passed, 0 failed' })
  expect(counted('2', ...runs)).toEqual({ status: 1, last: '3 passed, 2 failed' })
})

test('what fails in any of them, fails', () => {
  const failing = [report('c', 'passed', 'failed'), '1']
  expect(counted('0', report('d', 'passed'), '0', ...failing)).toEqual({ status: 1, last: '2 passed, 1 failed' })
  expect(counted('0', ...failing, report('e', 'passed'), '0')).toEqual({ status: 1, last: '2 passed, 1 failed' })
})

test('a run that never came to its tests counts as one failure, whatever the others did', () => {
  const fine = [report('f', 'passed'), '0']
  expect(counted('0', ...fine, path.join(dir.path, 'never-written'), '1')).toEqual({
    status: 1,
    last: '1 passed, 1 failed',
  })
  expect(counted('0', ...fine, report('g'), '1')).toEqual({ status: 1, last: '1 passed, 1 failed' })
  expect(counted('0', ...fine, report('h', 'passed'), '1')).toEqual({ status: 1, last: '2 passed, 1 failed' })
})
