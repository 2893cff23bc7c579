import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoadedConfig, loadConfig } from '../../src/config/load.ts'
import { formatFault } from '../../src/rules/fault.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'config-'))
  cpSync('config', dir, { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const load = () => loadConfig({ dir, readFile: (file) => readFileSync(file, 'utf8') })
const faultsOf = (loaded: LoadedConfig) =>
  loaded.ok ? [] : loaded.faults.map((fault) => formatFault(fault).replace(`${dir}/`, ''))
const write = (file: string, text: string) => writeFileSync(path.join(dir, file), text)
const alter = (file: string, alteration: (text: string) => string) =>
  write(file, alteration(readFileSync(path.join(dir, file), 'utf8')))

const feed = (fields: string) => `  - { name: Kent Online, ${fields} }`
const twoFeeds = [
  'feeds:',
  feed('id: kent-one, url: "https://example.org/one"'),
  feed('id: kent-two, url: "https://example.org/two"'),
  '',
]

test('the configuration that ships has no fault', () => {
  const loaded = load()
  expect(faultsOf(loaded)).toEqual([])
  if (!loaded.ok) return
  expect(loaded.config.feeds.length).toBeGreaterThan(10)
  expect([...loaded.config.rules.facts.keys()]).toEqual(
    expect.arrayContaining([
      'rating-change',
      'monitoring-visit',
      'ministerial-direction',
      'resignation-call',
      'leadership-departure',
    ]),
  )
  expect(loaded.config.authorities.names).toHaveLength(163)
})

test('ten faults over all files are named at once, each with its line, its column and what was expected', () => {
  write(
    'settings.yaml',
    [
      'time_zone: Europe/Londn',
      'digests:',
      '  at: "25:00"',
      '  weekly: monday',
      'polling:',
      '  shortest: 8h',
      'network:',
      '  allow: ["10.0.0.0/33"]',
      '',
    ].join('\n'),
  )
  write(
    'feeds.yaml',
    [
      'feeds:',
      feed('id: Kent One, url: "https://example.org/one"'),
      feed('id: kent-two, url: "ftp://example.org/two"'),
      feed('id: kent-three, url: "https://example.org/three", kind: rsss'),
      '',
    ].join('\n'),
  )
  const rules = readFileSync(path.join(dir, 'rules.yaml'), 'utf8').split('\n')
  const severity = rules.findIndex((line) => /^\s+severity: /.test(line))
  rules[severity] = rules[severity]?.replace(/\d+/, 'very') ?? ''
  write('rules.yaml', rules.join('\n'))
  alter('authorities.csv', (text) => text.replace('E09000002', 'E9').replace(',London borough,London,', ',,London,'))

  const faults = faultsOf(load())
  expect(faults).toEqual([
    expect.stringMatching(/^settings\.yaml:1:12 .*expected a time zone such as Europe\/London/),
    expect.stringMatching(/^settings\.yaml:3:7 .*expected a time of day such as 08:00/),
    expect.stringMatching(/^settings\.yaml:4:3 .*unknown key weekly; did you mean weekly_on\?/),
    expect.stringMatching(/^settings\.yaml:8:11 .*expected a range of addresses such as 10\.1\.2\.0\/24/),
    expect.stringMatching(/^feeds\.yaml:2:30 .*expected lower-case letters, digits and hyphens/),
    expect.stringMatching(/^feeds\.yaml:3:45 .*expected an http or https address/),
    expect.stringMatching(/^feeds\.yaml:4:82 .*expected.*rss/),
    expect.stringMatching(new RegExp(`^rules\\.yaml:${severity + 1}:\\d+ .*expected`)),
    expect.stringMatching(/^authorities\.csv:2:1 .*expected a GSS code/),
    expect.stringMatching(/^authorities\.csv:2:1 {2}type: expected one of county council, .*, found ""/),
  ])
})

test('a feed that stands twice is named with both lines, by id and by address however it is written', () => {
  write(
    'feeds.yaml',
    [...twoFeeds.slice(0, 3), feed('id: kent-one, url: "HTTPS://Example.org/two#news"'), ''].join('\n'),
  )
  expect(faultsOf(load())).toEqual([
    'feeds.yaml:4:30  expected an id of its own; kent-one is also that of the feed in line 2',
    'feeds.yaml:4:45  expected an address of its own; HTTPS://Example.org/two#news is also that of the feed in line 3',
  ])
})

test('an authority or region that nobody knows gets the one that may have been meant', () => {
  const strangers = [
    feed('id: kent-one, url: "https://example.org/one", authority: Sandwel'),
    feed('id: kent-two, url: "https://example.org/two", region: North Wset'),
  ]
  write('feeds.yaml', ['feeds:', ...strangers, ''].join('\n'))
  expect(faultsOf(load())).toEqual([
    'feeds.yaml:2:83  expected an authority of authorities.csv, found Sandwel; did you mean Sandwell?',
    expect.stringMatching(
      /^feeds\.yaml:3:80  expected one of the regions .*, found North Wset; did you mean North West\?$/,
    ),
  ])
})

test('names are checked also where the file has other faults', () => {
  const faulty = [
    feed('id: kent-one, url: "https://example.org/one", interval: soon'),
    feed('id: kent-one, url: "https://example.org/two", region: North Wset'),
  ]
  write('feeds.yaml', ['feeds:', ...faulty, ''].join('\n'))
  expect(faultsOf(load())).toEqual([
    expect.stringMatching(/^feeds\.yaml:2:\d+ .*a length of time/),
    expect.stringMatching(/^feeds\.yaml:3:\d+ .*an id of its own/),
    expect.stringMatching(/^feeds\.yaml:3:\d+ .*did you mean North West/),
  ])
})

test('settings that are right each for itself and wrong together are named', () => {
  write('settings.yaml', ['polling:', '  longest: 10m', 'network:', '  connect_timeout: 60s', ''].join('\n'))
  expect(faultsOf(load())).toEqual([
    expect.stringMatching(/^settings\.yaml:2:3 .*polling\.longest/),
    expect.stringMatching(/^settings\.yaml:4:20 .*network\.total_timeout/),
  ])
})

test('missing files are faults, all of them', () => {
  rmSync(dir, { recursive: true })
  expect(faultsOf(load())).toEqual([
    'settings.yaml:1:1  expected a file that can be read; there is none',
    'feeds.yaml:1:1  expected a file that can be read; there is none',
    'rules.yaml:1:1  expected a file that can be read; there is none',
    'authorities.csv:1:1  expected a file that can be read; there is none',
  ])
})

test('a file that cannot be read says why', () => {
  const loaded = loadConfig({
    dir,
    readFile: (file) => {
      if (file.endsWith('feeds.yaml')) throw new Error('EACCES: permission denied')
      return readFileSync(file, 'utf8')
    },
  })
  expect(faultsOf(loaded)).toEqual(['feeds.yaml:1:1  expected a file that can be read; EACCES: permission denied'])
})

test('empty settings are the defaults', () => {
  write('settings.yaml', '# all as it comes\n')
  write('feeds.yaml', twoFeeds.join('\n'))
  const loaded = load()
  expect(faultsOf(loaded)).toEqual([])
  if (loaded.ok) expect(loaded.config.settings.time_zone).toBe('Europe/London')
})

test('names are checked against a table of authorities that has faults too, where they can be made out', () => {
  alter('authorities.csv', (text) => text.replace('E09000002', 'E9'))
  write(
    'feeds.yaml',
    [
      'feeds:',
      feed('id: kent-one, url: "https://example.org/one", authority: Sandwel'),
      feed('id: kent-two, url: "https://example.org/two", authority: Barking and Dagenham, region: Londn'),
      '',
    ].join('\n'),
  )
  expect(faultsOf(load())).toEqual([
    expect.stringMatching(/^feeds\.yaml:2:.*found Sandwel; did you mean Sandwell\?$/),
    expect.stringMatching(/^feeds\.yaml:3:.*found Londn; did you mean London\?$/),
    expect.stringMatching(/^authorities\.csv:2:1 .*GSS code/),
  ])
  write('authorities.csv', 'nothing\n')
  expect(faultsOf(load())).toEqual([
    expect.stringMatching(/^feeds\.yaml:3:.*did you mean London\?$/),
    expect.stringMatching(/^authorities\.csv:1:1 /),
  ])
})

test('a feed that would be asked without a pause, and a time without its unit, are faults', () => {
  write(
    'feeds.yaml',
    [
      'feeds:',
      feed('id: kent-one, url: "https://example.org/one", interval: 0s'),
      feed('id: kent-two, url: "https://example.org/two", interval: 20'),
      '',
    ].join('\n'),
  )
  expect(faultsOf(load())).toEqual([
    expect.stringMatching(/^feeds\.yaml:2:.*expected at least 1s, found "0s"$/),
    expect.stringMatching(/^feeds\.yaml:3:.*expected a length of time such as .*, found 20; did you mean "20m"\?$/),
  ])
})
