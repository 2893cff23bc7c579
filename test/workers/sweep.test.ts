import { beforeEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import type { Enqueue } from '../../src/jobs/queues.ts'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { buildItem, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'
import { sweepOnce } from '../helpers/sweep.ts'

const records = useRecords()
let now: Date
let asked: string[]
beforeEach(() => {
  now = new Date('2026-03-01T12:00:00Z')
  asked = []
})

const feed = Feed.parse({ id: 'bbc', name: 'BBC', url: 'https://example.org/rss' })
const enqueue: Enqueue = (job, payload) =>
  Promise.resolve(void asked.push(`${job.name} ${String(Object.values(payload ?? {})[0])}`))

async function sweepNow({ waiting = 0, feeds = [feed] } = {}): Promise<string[]> {
  asked = []
  const counts = { waiting, active: 0, delayed: 0, failed: 0 }
  const queues = ['poll-feed', 'read-item', 'classify-item', 'build-digest', 'send-email', 'sweep']
  const allCounts = () => Promise.resolve(new Map(queues.map((name) => [name, counts])))
  await sweepOnce({ store: records.store, at: now, feeds, enqueue, counts: allCounts })
  return asked
}

/** One thing of each kind that waits to be done. */
async function leaveWork(): Promise<void> {
  const { store } = records
  await store.items.record('bbc', [{ item: buildItem({ id: 'recorded' }), state: 'recorded' }], now)
  await store.items.record('bbc', [{ item: buildItem({ id: 'read' }), state: 'recorded' }], now)
  await store.items.read('read', 1, {}, 60_000_000, now)
  const daily = buildSubscription({ cadence: { kind: 'daily', at: '12:01' } })
  await store.subscribers.save(buildSubscriber({ subscriptions: [daily] }), 0, now)
  now = new Date(now.getTime() + 5 * 60_000)
}

describe('a sweep', () => {
  it('asks for everything that waits to be done', async () => {
    await leaveWork()
    expect((await sweepNow()).toSorted()).toEqual([
      'build-digest ann',
      'classify-item read',
      'poll-feed bbc',
      'read-item recorded',
    ])
  })

  it('does not remind a queue of what it is working through', async () => {
    await leaveWork()
    expect(await sweepNow({ waiting: 5000 })).toEqual(['poll-feed bbc'])
    expect((await sweepNow()).length).toBe(4)
  })

  it('leaves a feed alone until its time, unless that was written by a clock that was wrong', async () => {
    const record = { ...newFeedRecord, lastPoll: now.toISOString() }
    await records.store.feeds.save('bbc', { ...record, nextPoll: '2026-03-01T12:00:01.000Z' })
    expect(await sweepNow()).toEqual([])
    await records.store.feeds.save('bbc', {
      ...record,
      lastPoll: '2031-01-01T00:00:00.000Z',
      nextPoll: '2031-01-01T01:00:00.000Z',
    })
    expect(await sweepNow()).toEqual(['poll-feed bbc'])
  })

  it('ends the alarm of a feed that is watched no more', async () => {
    await records.store.alarms.raise('feed:bbc', 'no answer', now)
    await sweepNow({ feeds: [] })
    expect(await records.store.alarms.list()).toEqual([])
  })
})

describe('one record that cannot be read', () => {
  it('of a feed costs that feed alone', async () => {
    await records.redis.set('{ofsted-alerts}:feed:bbc', '{"half":')
    await records.store.items.record('bbc', [{ item: buildItem(), state: 'recorded' }], now)
    now = new Date(now.getTime() + 300_000)
    await sweepNow().catch(() => undefined)
    expect(asked).toContain('read-item item-1')
  })

  it('of an item costs that item alone', async () => {
    for (const id of ['a', 'b', 'c'])
      await records.store.items.record('bbc', [{ item: buildItem({ id }), state: 'recorded' }], now)
    await records.redis.hset('{ofsted-alerts}:item:b', 'item', '{"half":')
    now = new Date(now.getTime() + 300_000)
    expect(await sweepNow()).toEqual(expect.arrayContaining(['read-item a', 'read-item c']))
  })
})
