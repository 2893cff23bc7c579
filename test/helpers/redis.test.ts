import { expect, test } from 'vitest'
import { startRedis } from './redis.ts'

test('keeps what it was told through a SIGKILL, and comes back at the same address', async () => {
  await using server = await startRedis({ tcp: true })
  const redis = server.connect()
  await redis.set('a', '1')
  await server.kill()
  await server.restart()
  expect(await redis.get('a')).toBe('1')
  redis.disconnect()
})

test('does not answer while frozen', async () => {
  await using server = await startRedis()
  const redis = server.connect()
  await redis.ping()
  server.freeze()
  let answered = false
  const asked = redis.ping().then(() => (answered = true))
  await new Promise(setImmediate)
  expect(answered).toBe(false)
  server.thaw()
  expect(await asked).toBe(true)
  redis.disconnect()
})

test('says so at once when the server does not start', async () => {
  await expect(startRedis({ args: ['--no-such-setting', 'x'] })).rejects.toThrow('before it answered')
})
