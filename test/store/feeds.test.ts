import { describe, expect, it, vi } from 'vitest'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { createHostTurns } from '../../src/store/host-turns.ts'
import { keys } from '../../src/store/keys.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')

describe('feeds', () => {
  it('that were never polled have an empty record', async () => {
    expect(await records.store.feeds.load('bbc')).toEqual(newFeedRecord)
    await records.store.feeds.save('bbc', { ...newFeedRecord, polls: 3 })
    expect(await records.store.feeds.loadAll(['lgc', 'bbc'])).toEqual([newFeedRecord, { ...newFeedRecord, polls: 3 }])
  })

  it('are polled by one worker also where a poll takes longer than a worker that died would hold them', async () => {
    const leaseMs = 3000
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const first = records.store.feeds.alone('bbc', 'one', leaseMs, () => held)
    const leftMs = () => records.redis.pttl(keys.feedLease('bbc'))
    const soon = { timeout: 10_000, interval: 20 }
    await vi.waitFor(async () => expect(await leftMs()).toBeLessThan(leaseMs - 300), soon)
    await vi.waitFor(async () => expect(await leftMs()).toBeGreaterThan(leaseMs - 200), soon)
    release()
    expect(await first).toBe(true)
    expect(await leftMs()).toBe(-2)
  })

  it('are polled by one worker at a time', async () => {
    let running = 0
    let most = 0
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const poll = (token: string) =>
      records.store.feeds.alone('bbc', token, 10_000, async () => {
        running += 1
        most = Math.max(most, running)
        await held
        running -= 1
      })
    const first = poll('one')
    expect(await poll('two')).toBe(false)
    release()
    expect(await first).toBe(true)
    expect(most).toBe(1)
    expect(await poll('three')).toBe(true)
  })

  it('are free again after a poll that failed', async () => {
    await expect(
      records.store.feeds.alone('bbc', 'one', 10_000, () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no')
    expect(await records.store.feeds.alone('bbc', 'two', 10_000, () => Promise.resolve())).toBe(true)
  })
})

describe('turns at a host', () => {
  const waits = async (count: number, clock = () => now) => {
    const turn = createHostTurns({ redis: records.redis, spacingMs: () => 20, clock })
    const started = performance.now()
    await Promise.all(Array.from({ length: count }, () => turn('example.org', new AbortController().signal)))
    return performance.now() - started
  }

  it('are the spacing apart, however many ask at once', async () => {
    expect(await waits(5)).toBeGreaterThanOrEqual(75)
  })

  it('are not waited for at another host', async () => {
    const turn = createHostTurns({ redis: records.redis, spacingMs: () => 3_600_000, clock: () => now })
    const turns = ['a', 'b', 'c'].map((host) => turn(host, new AbortController().signal))
    await expect(Promise.all(turns)).resolves.toHaveLength(3)
  })

  it('are forgotten once they are over', async () => {
    await waits(1)
    const next = createHostTurns({
      redis: records.redis,
      spacingMs: () => 20,
      clock: () => new Date(now.getTime() + 60_000),
    })
    await next('other.example', new AbortController().signal)
    expect(await records.redis.zrange('{ofsted-alerts}:turns', '0', '-1')).toEqual(['other.example'])
  })

  it('come at once when the clock was set back by more than anybody waits', async () => {
    await waits(1, () => new Date('2027-01-01T00:00:00Z'))
    expect(await waits(1)).toBeLessThan(1000)
  })
})

describe('duties', () => {
  it('are given to one caller per period', async () => {
    const takers = await Promise.all(Array.from({ length: 9 }, () => records.store.duties.take('prune', 1000, now)))
    expect(takers.filter(Boolean)).toHaveLength(1)
    expect(await records.store.duties.take('prune', 1000, new Date(now.getTime() + 999))).toBe(false)
    expect(await records.store.duties.take('prune', 1000, new Date(now.getTime() + 1000))).toBe(true)
  })

  it('do not wait for a time that a wrong clock wrote', async () => {
    await records.store.duties.take('prune', 1000, new Date('2030-01-01T00:00:00Z'))
    expect(await records.store.duties.take('prune', 1000, now)).toBe(true)
  })
})

describe('alarms', () => {
  it('are told once when raised and once when healed', async () => {
    expect(await records.store.alarms.raise('mail', 'refused', now)).toBe(true)
    expect(await records.store.alarms.raise('mail', 'still refused', new Date(now.getTime() + 1000))).toBe(false)
    expect(await records.store.alarms.list()).toEqual([
      { name: 'mail', since: now.toISOString(), message: 'still refused' },
    ])
    expect(await records.store.alarms.heal('mail')).toBe(true)
    expect(await records.store.alarms.heal('mail')).toBe(false)
  })
})
