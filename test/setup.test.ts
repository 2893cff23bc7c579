import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let bin: string
let journal: string

beforeEach(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'setup-'))
  journal = path.join(bin, 'journal')
  for (const tool of ['sh', 'cp']) symlinkSync(path.join('/bin', tool), path.join(bin, tool))
})
afterEach(() => rmSync(bin, { recursive: true, force: true }))

/** A program that notes how it was called, then does the rest of its script. */
function addTool(name: string, script = '') {
  const file = path.join(bin, name)
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${journal}\n${script}\n`)
  chmodSync(file, 0o755)
}

function setup(...options: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs', ...options], {
    env: { PATH: bin, SETUP_SEARCH_ONLY_PATH: '1' },
    encoding: 'utf8',
  })
  const calls = existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : []
  return { status, stderr, calls }
}

const gives = (server: string) => `cp /bin/sh ${'$'}{0%/*}/${server}`

test('with a server on the PATH nothing is installed', () => {
  addTool('valkey-server')
  addTool('apt-get')
  expect(setup()).toMatchObject({ status: 0, calls: [], stderr: '' })
})

test('without one it is installed with apt-get, whose list is left as it is', () => {
  addTool('apt-get', gives('redis-server'))
  addTool('sudo', 'shift; "$@"')
  expect(setup()).toMatchObject({
    status: 0,
    calls: expect.arrayContaining(['apt-get install -y --no-install-recommends redis-server']),
  })
  expect(setup().calls.join()).not.toContain('update')
})

test('where apt-get knows no such package yet, its list is fetched once', () => {
  addTool(
    'apt-get',
    `case "$*" in update) echo > ${'$'}{0%/*}/list ;; *) [ -f ${'$'}{0%/*}/list ] || exit 100; ${gives('redis-server')} ;; esac`,
  )
  addTool('sudo', 'shift; "$@"')
  const { status, calls } = setup()
  expect(status).toBe(0)
  expect(calls.filter((call) => call.startsWith('apt-get'))).toEqual([
    'apt-get install -y --no-install-recommends redis-server',
    'apt-get update',
    'apt-get install -y --no-install-recommends redis-server',
  ])
})

test('where the system has valkey alone, that is installed', () => {
  addTool('dnf', `case "$*" in *valkey) ${gives('valkey-server')} ;; *) exit 1 ;; esac`)
  addTool('sudo', 'shift; "$@"')
  expect(setup()).toMatchObject({ status: 0, calls: expect.arrayContaining(['dnf install -y valkey']) })
})

test('without any package manager there is one message that says what to do', () => {
  const { status, stderr } = setup()
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/no redis-server or valkey-server was found.*(package manager|brew)/)
})

test('where installing fails, the command to type is named', () => {
  addTool('apk', 'exit 1')
  addTool('sudo', 'shift; "$@"')
  const { status, stderr } = setup()
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /apk could not install a redis-server. Install it by hand and start again: (sudo )?apk add --no-cache redis/,
  )
})

test('the browser that some tests need is installed only where it is asked for', () => {
  addTool('redis-server')
  addTool('apt-get', gives('chromium'))
  addTool('sudo', 'shift; "$@"')
  expect(setup()).toMatchObject({ status: 0, calls: [] })
  expect(setup('--browser')).toMatchObject({
    status: 0,
    calls: expect.arrayContaining(['apt-get install -y --no-install-recommends chromium']),
  })
})

test('where nothing knows how to install a browser, it is said what would do', () => {
  addTool('redis-server')
  addTool('brew')
  const { status, stderr, calls } = setup('--browser')
  expect({ status, calls }).toEqual({ status: 1, calls: [] })
  expect(stderr).toMatch(/no chromium or chromium-browser was found.*CHROMIUM_PATH/)
})
