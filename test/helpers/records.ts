import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createStore, type Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from './redis.ts'

/** A Redis of its own for a test file, empty before each test, and the records in it. */
export function useRecords(): { readonly redis: Redis; readonly store: Store } {
  let server: TestRedis | undefined
  let redis: Redis | undefined
  let store: Store | undefined
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('expected a test that runs; the records are there from beforeAll on')
    return value
  }
  beforeAll(async () => {
    server = await startRedis()
    redis = server.connect()
    store = createStore(redis)
  })
  beforeEach(async () => {
    await redis?.flushall()
  })
  afterAll(async () => {
    redis?.disconnect()
    await server?.[Symbol.asyncDispose]()
  })
  return {
    get redis() {
      return ready(redis)
    },
    get store() {
      return ready(store)
    },
  }
}
