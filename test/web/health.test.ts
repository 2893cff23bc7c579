import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { usePages } from './use-pages.ts'

const second = 1000
const start = new Date('2026-03-01T08:00:00Z')
let configFault: string | null = null
const pages = usePages(start, { configFault: () => configFault })
const { time } = pages

const health = async () => {
  const answer = await fetch(`${pages.web.url}/healthz`)
  const body: unknown = await answer.json()
  return { status: answer.status, ...z.record(z.string(), z.unknown()).parse(body) }
}

describe('/healthz', () => {
  test('a process that has just begun is well, though nothing was swept yet', async () => {
    expect(await health()).toEqual({
      status: 200,
      state: 'ok',
      redis: 'reachable',
      sweepAgeSeconds: null,
      alarms: [],
      configFault: null,
    })
  })

  test('says how long ago the records were swept', async () => {
    await pages.web.store.duties.done('sweep', start)
    time.advance(40 * second)
    expect(await health()).toMatchObject({ status: 200, state: 'ok', sweepAgeSeconds: 40 })
  })

  test('fails when five sweeps were missed, and is well again after the next', async () => {
    await pages.web.store.duties.done('sweep', start)
    time.advance(150 * second)
    expect(await health()).toMatchObject({ status: 200, state: 'ok' })
    time.advance(second)
    expect(await health()).toMatchObject({ status: 503, state: 'failing', redis: 'reachable' })
    await pages.web.store.duties.done('sweep', time.now())
    expect(await health()).toMatchObject({ status: 200, state: 'ok', sweepAgeSeconds: 0 })
  })

  test('is degraded while an alarm stands, and keeps its message from strangers', async () => {
    await pages.web.store.alarms.raise('mail', 'login refused for operator@smtp.internal', start)
    const found = await health()
    expect(found).toMatchObject({
      status: 200,
      state: 'degraded',
      alarms: [{ name: 'mail', since: start.toISOString() }],
    })
    expect(JSON.stringify(found)).not.toContain('smtp.internal')
    await pages.web.store.alarms.heal('mail')
    expect(await health()).toMatchObject({ state: 'ok' })
  })

  test('is degraded while the configuration on disk has faults, and says which', async () => {
    configFault = 'config/rules.yaml:3:1  expected a rule'
    expect(await health()).toMatchObject({ status: 200, state: 'degraded', configFault })
    configFault = null
    expect(await health()).toMatchObject({ state: 'ok', configFault: null })
  })

  // Frozen until thawed: an answer that waited for Redis would never come.
  test('fails when Redis takes commands and never answers, and recovers', async () => {
    pages.redis.freeze()
    try {
      expect(await health()).toMatchObject({ status: 503, state: 'failing', redis: 'away' })
    } finally {
      pages.redis.thaw()
    }
    expect(await health()).toMatchObject({ status: 200, redis: 'reachable' })
  })

  test('fails when Redis is gone, and recovers when it is back', async () => {
    await pages.redis.kill()
    expect(await health()).toMatchObject({ status: 503, redis: 'away' })
    await pages.redis.restart()
    await expect.poll(health, { timeout: 5000 }).toMatchObject({ status: 200, redis: 'reachable' })
  })
})
