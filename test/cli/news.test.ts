import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Event } from '../../src/events/event.ts'
import {
  buildEvent,
  buildFinding,
  buildItem,
  buildSource,
  buildSubscriber,
  buildSubscription,
} from '../helpers/build.ts'
import { runCli } from '../../src/cli.ts'
import { operatorsDesk } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.redis.flushall())

const hourMs = 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms)

/** An item told of this event, so long ago. */
async function tell(event: Event, toldAgoMs = hourMs): Promise<void> {
  const now = ago(toldAgoMs)
  const item = buildItem({ id: `item-of-${event.id}` })
  await desk.store.items.record('bbc', [{ item, state: 'recorded' }], now)
  await desk.store.items.read(item.id, 1, {}, hourMs, now)
  const outcome = await desk.store.events.commit({
    itemId: item.id,
    revision: 1,
    findings: [buildFinding()],
    places: [],
    events: [event],
    told: [{ eventId: event.id, revision: event.revision }],
    keepMs: hourMs,
    now,
  })
  expect(outcome).toBe('written')
}

describe('events', () => {
  test('the list shows the newest first, and can be narrowed', async () => {
    await tell(buildEvent({ id: 'e-old', opened: ago(10 * 24 * hourMs).toISOString() }), 10 * 24 * hourMs)
    await tell(buildEvent({ id: 'e-kent', authority: 'Kent', opened: ago(2 * hourMs).toISOString() }), 2 * hourMs)
    await tell(
      buildEvent({ id: 'e-visit', rule: 'monitoring-visit', fields: { number: 7 }, opened: ago(hourMs).toISOString() }),
    )
    const ids = async (...options: string[]) => (await desk.run('events', 'list', ...options)).out.match(/^e-\w+/gm)
    expect(await ids()).toEqual(['e-visit', 'e-kent', 'e-old'])
    expect(await ids('--since', '7d')).toEqual(['e-visit', 'e-kent'])
    expect(await ids('--authority', 'kent')).toEqual(['e-kent'])
    expect(await ids('--rule', 'rating-change')).toEqual(['e-kent', 'e-old'])
    expect((await desk.run('events', 'list', '--since', '1m')).out).toBe('No events.\n')
  })

  test('the order is that of what happened, whichever was told of first', async () => {
    await tell(buildEvent({ id: 'e-late', date: '2026-02-01T09:00:00.000Z' }), hourMs)
    await tell(buildEvent({ id: 'e-news', authority: 'Kent', date: '2026-02-20T09:00:00.000Z' }), 2 * hourMs)
    expect((await desk.run('events', 'list')).out.match(/^e-\w+/gm)).toEqual(['e-news', 'e-late'])
  })

  test('an authority or rule that nobody knows is no "No events."', async () => {
    const { status, out, err } = await desk.run('events', 'list', '--authority', 'Sandwel', '--rule', 'rating')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('There is no authority “Sandwel”. Did you mean “Sandwell”?')
    expect(err).toContain('There is no rule “rating”. Did you mean “rating-change”?')
  })

  test('ids are whole on a terminal of 80 columns, and times name their zone', async () => {
    const id = '0b6c2f4e-8f0d-4c11-9d55-3f6a1d1f7c52'
    await tell(buildEvent({ id }))
    const { io, out } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, NO_COLOR: '1' }, isTTY: true, columns: 80 })
    await runCli(['events', 'list'], io)
    expect(out()).toContain(id)
    expect(out()).toContain('Date, Europe/London')
    for (const line of out().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('show takes the beginning of an id, if no other begins so', async () => {
    await tell(buildEvent({ id: 'aaaa-1' }))
    await tell(buildEvent({ id: 'aaaa-2', authority: 'Kent' }))
    expect(await desk.run('events', 'show', 'aaaa')).toMatchObject({
      status: 1,
      err: expect.stringContaining('2 ids begin with aaaa'),
    })
    expect((await desk.run('events', 'show', 'aaaa-2')).out).toContain('Kent')
    await tell(buildEvent({ id: 'bbbbb-1', authority: 'Leeds' }))
    expect((await desk.run('events', 'show', 'bbbb')).out).toContain('Leeds')
  })

  test('--json writes whole events, one per line', async () => {
    const event = buildEvent({ opened: ago(hourMs).toISOString() })
    await tell(event)
    const { out } = await desk.run('events', 'list', '--json')
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([event])
  })

  test('show tells fields, sources and the sentences that count', async () => {
    await tell(buildEvent({ sources: [buildSource({ outlet: 'Express \x1b[2J& Star', fields: {} })] }))
    const { status, out } = await desk.run('events', 'show', 'event-1')
    expect(status).toBe(0)
    for (const part of [
      'Sandwell',
      'rating: inadequate',
      'previous: not said',
      'Express  [2J& Star',
      '“Ofsted rated the services inadequate.”',
      'a grade is given',
    ])
      expect(out).toContain(part)
    expect(out).not.toContain('\x1b')
  })

  test('an event that is none is said to be so', async () => {
    expect(await desk.run('events', 'show', 'nope')).toMatchObject({ status: 1, out: '' })
  })
})

describe('digest preview', () => {
  const add = (overrides = {}) => desk.store.subscribers.save(buildSubscriber(overrides), 0, ago(24 * hourMs))
  const snapshot = async () => {
    const keys = (await desk.redis.keys('{ofsted-alerts}:*')).sort()
    return await Promise.all(keys.map(async (key) => [key, await desk.redis.dump(key)]))
  }

  test('shows what each would get now, by the same words as the mail, and writes nothing', async () => {
    await add({ subscriptions: [buildSubscription({ cadence: { kind: 'weekly', at: '08:00', on: 'monday' } })] })
    await tell(buildEvent())
    const before = await snapshot()
    const { status, out } = await desk.run('digest', 'preview', 'ann@example.org', '--html', 'preview.html')
    expect(status).toBe(0)
    expect(out).toMatch(/^To: ann@example.org\nSubject: .*Sandwell/)
    expect(out).toContain('Ofsted rated the services inadequate.')
    expect(out).toContain('http://localhost:8080/unsubscribe/')
    expect(readFileSync(path.join(desk.cwd, 'preview.html'), 'utf8')).toContain('Sandwell')
    expect(await snapshot()).toEqual(before)
  })

  test('what an immediate digest tells is not told again in the daily one', async () => {
    await add({
      subscriptions: [buildSubscription(), buildSubscription({ id: 'daily', cadence: { kind: 'daily', at: '08:00' } })],
    })
    await tell(buildEvent())
    const { out } = await desk.run('digest', 'preview', 'ann')
    expect(out.match(/^Subject:/gm)).toHaveLength(1)
  })

  test('says so when there is no news for them', async () => {
    await add({ subscriptions: [buildSubscription({ authorities: ['Kent'] })] })
    await tell(buildEvent())
    expect((await desk.run('digest', 'preview', 'ann')).out).toContain('no news')
    const { out } = await desk.run('digest', 'preview', 'ann', '--html', 'none.html')
    expect(out).toContain('none.html was not written')
    expect(existsSync(path.join(desk.cwd, 'none.html'))).toBe(false)
  })

  test('somebody pending would get nothing', async () => {
    await add({ state: 'pending' })
    await tell(buildEvent())
    expect(await desk.run('digest', 'preview', 'ann')).toEqual({
      status: 0,
      out: 'ann@example.org is pending: nothing is sent.\n',
      err: '',
    })
  })
})

describe('deliveries list', () => {
  test('shows messages by state, without addresses', async () => {
    const now = ago(hourMs)
    await desk.store.subscribers.save(buildSubscriber(), 0, ago(2 * hourMs))
    const { version } = (await desk.store.subscribers.load('ann'))!
    const digest = {
      subscriberId: 'ann',
      window: 'immediate-1',
      cadence: 'immediate',
      timeZone: 'Europe/London',
      frozen: now.toISOString(),
      events: [{ event: buildEvent(), known: null }],
      more: 0,
      failedFeeds: [],
    } as const
    await desk.store.digests.close({
      subscriberId: 'ann',
      version,
      closings: 0,
      windows: [],
      firstDue: null,
      immediateUpTo: 1,
      digest: { ...digest, events: [...digest.events], failedFeeds: [] },
      telling: [],
      messageId: () => '<1@example.org>',
      keepMs: hourMs,
      now,
    })
    await desk.store.deliveries.claim('ann-immediate-1', { id: 'ann', version }, new Date(), new Date())
    await desk.store.deliveries.failed('ann-immediate-1', 1, '550 no such user', new Date())
    const { out } = await desk.run('deliveries', 'list')
    expect(out).toMatch(/^ann-immediate-1 +failed +\S+ \S+ +1 +1 +550 no such user$/m)
    expect(out).not.toContain('ann@')
    expect(await desk.run('deliveries', 'retry', 'ann-imm')).toMatchObject({
      status: 0,
      out: 'ann-immediate-1 will be sent again, under the same Message-ID.\n',
    })
    expect(await desk.run('deliveries', 'drop', 'nobody', '--reason', 'x')).toMatchObject({
      status: 1,
      err: expect.stringContaining('There is no delivery nobody.'),
    })
    expect(await desk.run('deliveries', 'drop', 'ann-', '--reason', 'x')).toMatchObject({ status: 0 })
    expect((await desk.run('deliveries', 'list', '--state', 'sent')).out).toBe('No deliveries are sent.\n')
  })
})
