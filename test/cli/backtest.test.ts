import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/backtest.ts'
import { createScreen } from '../../src/cli/terminal.ts'
import { classify } from '../../src/rules/classify.ts'
import { buildEvent, buildItem, buildSource } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { visitStory } from '../helpers/stories.ts'
import { rulesTextWith } from '../rules/altered.ts'
import { rulesOf } from '../rules/shipped.ts'
import { operatorsDesk } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day)
const rules = rulesOf()

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
  desk.write('silent.yaml', rulesTextWith({ 'monitoring-visit': 1000 }))
})
beforeEach(async () => void (await desk.redis.flushall()))
afterAll(async () => await desk?.[Symbol.asyncDispose]())

type Kept = { id: string; days?: number; authority?: string; number?: number; found?: boolean; keepMs?: number }

/** Stores a story as the worker does, with what it found in it or, with `found: false`, as if it had found nothing. */
async function keep({ id, days = 2, authority = 'Leeds', number = 3, found = true, keepMs = day }: Kept) {
  const published = ago(days).toISOString()
  const { title, summary } = visitStory(authority, number, { published })
  const item = buildItem({ id, title, summary, published, url: `https://news.example/${id}` })
  const { items, events } = desk.store
  const at = ago(days)
  await items.record('feed', [{ item, state: 'recorded' }], at)
  const document = { id, title, text: summary, published }
  await items.read(id, 1, document, keepMs, at)
  const findings = found ? classify(rules, document) : []
  await events.commit({
    itemId: id,
    revision: 1,
    findings,
    places: [],
    events: findings.map(({ rule, fields, ...finding }) =>
      buildEvent({
        id: `event-of-${id}`,
        rule,
        authority: finding.authority,
        fields,
        date: published,
        sources: [buildSource({ itemId: id, published, joined: at.toISOString(), fields })],
      }),
    ),
    told: [],
    keepMs: 400 * day,
    now: at,
  })
}

const squeeze = (out: string) => out.replaceAll(/ +/g, ' ')

describe('backtest', () => {
  test('says what would be found that was not, with its date, authority, rule, title and link', async () => {
    await keep({ id: 'a', found: false })
    const { status, out, err } = await desk.run('backtest', '--since', '7d')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(squeeze(out)).toContain('\nmonitoring-visit 0 1 1 0 0\n')
    const date = ago(2).toISOString().slice(0, 10)
    expect(squeeze(out)).toMatch(
      new RegExp(`^\\+ ${date} Leeds monitoring-visit new event Ofsted letter .* https://news\\.example/a$`, 'm'),
    )
    expect(out).toContain('+ found now and not then: 1, 1 of which readers would have been sent as new events')
  })

  test('says what was found and would not be now, by the rules of another file', async () => {
    await keep({ id: 'a' })
    const { status, out } = await desk.run('backtest', '--since', '7d', '--rules', 'silent.yaml')
    expect(status).toBe(0)
    expect(squeeze(out)).toContain('\nmonitoring-visit 1 0 0 1 0\n')
    expect(squeeze(out)).toMatch(/^- \S+ Leeds monitoring-visit one event less Ofsted letter /m)
  })

  test('rules that find the same say so', async () => {
    await keep({ id: 'a' })
    const { status, out } = await desk.run('backtest', '--since', '7d')
    expect(status).toBe(0)
    expect(out).toContain('These rules find what was found then.')
  })

  test('a story that others tell of too is no new event', async () => {
    await keep({ id: 'a' })
    await keep({ id: 'b', found: false })
    const { out } = await desk.run('backtest', '--since', '7d')
    expect(squeeze(out)).toMatch(/^\+ \S+ Leeds monitoring-visit no difference /m)
  })

  test('looks at what was published in the span alone, days taken whole', async () => {
    for (const days of [1, 5, 9]) await keep({ id: `${days}-days`, days, found: false, authority: 'Kent' })
    const on = ago(5).toISOString().slice(0, 10)
    const { out } = await desk.run('backtest', '--since', on, '--until', on, '--json')
    expect(JSON.parse(out)).toMatchObject({ items: 1, differences: [{ item: '5-days', sign: '+', meaning: 'opens' }] })
  })

  test('leaves out, and counts, items whose text is gone, that are old, that wait, or that cannot be read', async () => {
    await keep({ id: 'whole' })
    await keep({ id: 'gone', keepMs: 1 })
    await desk.store.items.record(
      'feed',
      [{ item: buildItem({ id: 'waits', published: null }), state: 'recorded' }],
      ago(1),
    )
    await desk.store.items.record('feed', [{ item: buildItem({ id: 'old', published: null }), state: 'old' }], ago(1))
    await desk.store.items.record('feed', [{ item: buildItem({ id: 'broken' }), state: 'recorded' }], ago(1))
    await desk.redis.hset('{ofsted-alerts}:item:broken', 'item', '{')
    const { status, out } = await desk.run('backtest', '--since', '7d')
    expect(status).toBe(0)
    expect(out).toMatch(/^1 item published /)
    expect(out).toContain(
      'Left out: 1 from before our time (never mailed), 1 not yet classified, or given up, 1 whose text is no longer kept (texts are kept 120 days), 1 whose record cannot be read.',
    )
  })

  test('counts every difference, lists no more than can be read, and says so', async () => {
    for (const id of ['a', 'b', 'c']) await keep({ id, found: false })
    const { io, out } = memoryIo()
    const config = testConfig()
    const judging = { rules, mostCharacters: 1000 }
    const stopping = new AbortController().signal
    const asked = { since: '7d', judging, config, store: desk.store, stopping, clock: () => new Date(), most: 2 }
    expect(await run({ ...asked, screen: createScreen(io) })).toBe(0)
    expect(squeeze(out())).toContain('\nmonitoring-visit 0 3 3 0 0\n')
    expect(out()).toContain('\n2 of 3 differences are listed; --since and --until ask for fewer.\n')
    expect(out().match(/^\+ +\d/gm)).toHaveLength(2)
  })

  test('writes nothing: every record is as it was', async () => {
    await keep({ id: 'a' })
    await keep({ id: 'b', found: false })
    // Opening the queues is what every command on the records does.
    await desk.run('events', 'list')
    const before = await everything(desk.redis)
    expect((await desk.run('backtest', '--since', '7d', '--rules', 'silent.yaml')).status).toBe(0)
    expect(await everything(desk.redis)).toEqual(before)
    expect(before.size).toBeGreaterThan(3)
  })
})

describe('what backtest cannot do is told in a line, with status', () => {
  test.each([
    [['--since', 'yesterday'], 2, 'such as 2026-03-01, or a length of time such as 30d'],
    [['--since', '2026-02-30'], 2, 'such as 2026-03-01'],
    [['--since', '2999-01-01'], 1, 'expected a time that is past'],
    [['--since', '2d', '--until', '3d'], 1, 'expected --since before --until'],
    [[], 2, '--since'],
    [
      ['--since', '7d'],
      1,
      'Nothing is stored that was published since 7d and classified; items are kept 400 days, their texts 120 days',
    ],
    [['--since', '7d', '--rules', 'none.yaml'], 1, 'none.yaml: expected a file that can be read; there is none'],
  ])('%j', async (args, status, hint) => {
    const answer = await desk.run('backtest', ...args)
    expect(answer).toMatchObject({ status, out: '' })
    expect(answer.err).toContain(hint)
  })

  test('a file of rules with faults, each with its line and what was expected', async () => {
    desk.write('bad.yaml', rulesTextWith({}).replace('severity:', 'severty:'))
    const { status, out, err } = await desk.run('backtest', '--since', '7d', '--rules', 'bad.yaml')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(/^bad\.yaml:\d+:\d+ {2}unknown key severty; did you mean severity\?$/m)
  })
})

/** Every key with a digest of its value. */
async function everything(redis: Redis): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (const key of (await redis.keys('*')).toSorted()) {
    const value = await redis.dumpBuffer(key)
    all.set(
      key,
      createHash('sha256')
        .update(value ?? '')
        .digest('hex'),
    )
  }
  return all
}
