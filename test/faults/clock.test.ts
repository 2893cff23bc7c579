import { afterEach, describe, expect, it, vi } from 'vitest'
import { buildSubscription } from '../helpers/build.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { openDesk } from '../helpers/desk.ts'
import { createOpened } from '../helpers/opened.ts'
import { visitStory } from '../helpers/stories.ts'
import { startRedis } from '../helpers/redis.ts'
import { startTestApp } from '../helpers/worker.ts'

const day = 86_400_000
const realNow = Date.now
const opened = createOpened()
afterEach(async () => {
  Date.now = realNow
  await opened[Symbol.asyncDispose]()
})

describe('a clock that was a year ahead for a while and is right again', () => {
  it('costs a daily reader no news', async () => {
    const { time, inbox, stories, app } = await openDesk(opened, { start: '2026-03-02T09:00:00Z' })
    await app.subscribe('ann', { subscriptions: [buildSubscription({ cadence: { kind: 'daily', at: '08:00' } })] })
    await app.drain()
    time.advance(365 * day)
    await app.drain()
    time.advance(-365 * day)
    stories.push(visitStory('Leeds', 1, { published: time.now().toISOString() }))
    for (let days = 0; days < 14; days += 1) {
      time.advance(day)
      await app.drain()
    }
    expect(await app.store.events.latest(9)).toHaveLength(1)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': stories.map(({ line }) => line) })
  })

  it('holds up no message that was put off or frozen meanwhile', async () => {
    const settings = { polling: { first_poll_reach: null } }
    const { time, inbox, stories, app } = await openDesk(opened, { start: '2026-03-02T09:00:00Z', settings })
    stories.push(visitStory('Leeds', 1, { published: '2026-03-02T08:00:00Z' }))
    await app.subscribe('ann')
    inbox.script('ann@example.org', '450')
    time.advance(365 * day)
    await app.drain()
    time.advance(-365 * day)
    for (let days = 0; days < 14; days += 1) {
      time.advance(day)
      await app.drain()
    }
    expect(await app.store.events.latest(9)).toHaveLength(1)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': stories.map(({ line }) => line) })
  })
})

describe('a system clock that is set back by an hour', () => {
  const hour = 3_600_000
  const options = { ticking: true, clock: () => new Date(Date.now()), settings: { worker: { sweep: '0.3s' } } } as const

  it('stops no sweeps', { timeout: 60_000 }, async () => {
    const app = opened.use(await startTestApp(options))
    const lastSweep = async () => (await app.store.duties.last('sweep'))?.getTime() ?? 0
    await vi.waitFor(async () => expect(await lastSweep()).toBeGreaterThan(0), { timeout: 10_000 })
    Date.now = () => realNow() - hour
    const before = Date.now()
    await vi.waitFor(
      async () => {
        const last = await lastSweep()
        expect(last > before && last < before + hour / 2, `swept ${last - before} ms after the change`).toBe(true)
      },
      { timeout: 20_000 },
    )
  })

  it('nor does a restart after it wait for the time that was', { timeout: 60_000 }, async () => {
    const redis = opened.use(await startRedis())
    const first = await startTestApp({ ...options, redisUrl: redis.url })
    await vi.waitFor(async () => expect(await first.store.duties.last('sweep')).not.toBeNull(), { timeout: 10_000 })
    await first.stop()
    Date.now = () => realNow() - hour
    const before = Date.now()
    const second = opened.use(await startTestApp({ ...options, redisUrl: redis.url }))
    await vi.waitFor(
      async () => {
        const last = (await second.store.duties.last('sweep'))?.getTime() ?? 0
        expect(last > before && last < before + hour / 2).toBe(true)
      },
      { timeout: 20_000 },
    )
  })
})
