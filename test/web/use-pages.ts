import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Subscriber } from '../../src/events/subscription.ts'
import { buildSubscriber } from '../helpers/build.ts'
import { createClock } from '../helpers/clock.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { serveWeb } from './serve-web.ts'

type Options = Omit<Parameters<typeof serveWeb>[1], 'clock'>

/** The pages for the tests of one file, with a Redis of their own and a clock that stands at `start` when each test begins. */
export function usePages(start: Date, options: Options = {}) {
  const time = createClock(start)
  let redis: TestRedis | undefined
  let web: Awaited<ReturnType<typeof serveWeb>> | undefined
  let added = 0
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('expected a test that runs; the pages are there from beforeAll on')
    return value
  }
  beforeAll(async () => {
    redis = await startRedis()
    web = await serveWeb(redis, { clock: time.clock, ...options })
  })
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    time.set(start)
    ready(web).logged.length = 0
    ready(web).queued.length = 0
  })
  return {
    time,
    get redis() {
      return ready(redis)
    },
    get web() {
      return ready(web)
    },
    /** A subscriber of its own for a test, `<id>@example.org` unless the overrides say otherwise; resolves to the id. */
    add: async (overrides: Partial<Subscriber> = {}): Promise<string> => {
      const id = `reader-${++added}`
      const subscriber = buildSubscriber({ id, address: `${id}@example.org`, ...overrides })
      await ready(web).store.subscribers.save(subscriber, 0, time.now())
      return id
    },
    load: async (id: string) => (await ready(web).store.subscribers.load(id))?.subscriber,
  }
}

/** Sends a form, as a browser or a mail program does, and follows no redirect. */
export const post = (url: string, form: string | Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

/** The token of a link: the last part of its address. */
export const tokenOf = (link: string): string => link.split('/').at(-1) ?? ''
