import { afterEach, describe, expect, test } from 'vitest'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { htmlFaults } from './html-faults.ts'
import { serveWeb } from './serve-web.ts'

const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

async function open() {
  const redis = opened.use(await startRedis())
  const web = opened.use(await serveWeb(redis, { clock: () => new Date('2026-03-12T09:00:00Z') }))
  const get = async (path: string) => {
    const answer = await fetch(web.url + path)
    const text = await answer.text()
    return { status: answer.status, text }
  }
  return { redis, web, get }
}

describe('a sample digest', () => {
  test('is made up where nothing happened yet, and says so', async () => {
    const { get } = await open()
    for (const path of ['/', '/sample-digest']) {
      const { status, text } = await get(path)
      expect(status).toBe(200)
      expect(text).toContain('<strong>Exampleshire: ')
      expect(text).toMatch(/made up/)
      expect(Buffer.byteLength(text)).toBeLessThan(50_000)
      expect(await htmlFaults(text)).toEqual([])
    }
    const { text } = await get('/sample-digest')
    expect(text).toContain('<table class="grid">')
    // Events that are made up have no pages.
    expect(text).not.toContain('href="/events/')
  })

  test('tells what happened last, small and harmless whatever others wrote', async () => {
    const { web, get } = await open()
    const attack = '"><script>alert(1)</script>\u202E\u0000'
    const many = Array.from({ length: 40 }, (_, index) =>
      buildSource({
        itemId: `s${index}`,
        title: attack + 'x'.repeat(10_000),
        outlet: attack,
        url: index === 0 ? 'javascript:alert(1)' : `https://a.example/${'a'.repeat(1900)}`,
        evidence: [{ sentence: attack + 'z '.repeat(9999), start: 0, end: 1, why: '' }],
      }),
    )
    await keepEvents(
      web.store,
      Array.from({ length: 9 }, (_, index) =>
        buildEvent({
          id: `e${index}`,
          authority: attack,
          opened: `2026-03-0${index + 1}T09:00:00.000Z`,
          sources: many,
        }),
      ),
    )
    const { text } = await get('/sample-digest')
    expect([...text.matchAll(/href="\/events\/(e\d)"/g)].map(([, id]) => id)).toEqual([
      'e8',
      'e7',
      'e6',
      'e5',
      'e4',
      'e3',
    ])
    for (const page of [text, (await get('/')).text]) {
      expect(page).not.toContain('made up')
      expect(page).not.toMatch(/<script|javascript:|[\u202E\u0000]/)
      expect(Buffer.byteLength(page)).toBeLessThan(50_000)
    }
  })

  test('does not keep the form from whoever comes while the records do not answer', async () => {
    const { redis, get } = await open()
    redis.freeze()
    const { status, text } = await get('/')
    redis.thaw()
    expect(status).toBe(200)
    expect(text).toContain('name="address"')
    expect(text).toContain('Exampleshire')
  })
})
