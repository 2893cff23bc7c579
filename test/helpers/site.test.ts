import { expect, test } from 'vitest'
import { startSite } from './site.ts'

test('answers by route, in turn, and counts', async () => {
  await using site = await startSite({ '/feed': [{ status: 500 }, { body: 'one', etag: '"1"' }] })
  expect((await fetch(site.url('/feed'))).status).toBe(500)
  const second = await fetch(site.url('/feed'))
  expect([second.headers.get('etag'), await second.text()]).toEqual(['"1"', 'one'])
  expect((await fetch(site.url('/feed'), { headers: { 'if-none-match': '"1"' } })).status).toBe(304)
  site.set('/feed', { body: 'two', etag: '"2"' })
  expect(await (await fetch(site.url('/feed'), { headers: { 'if-none-match': '"1"' } })).text()).toBe('two')
  expect((await fetch(site.url('/other'))).status).toBe(404)
  expect(site.requests('/feed')).toHaveLength(4)
})

test('cuts a body, stalls, never answers and never ends', async () => {
  await using site = await startSite({
    '/cut': { body: 'x'.repeat(1000), fault: 'cut' },
    '/stall': { body: 'x'.repeat(1000), fault: 'stall' },
    '/silent': { fault: 'no-answer' },
    '/endless': { fault: 'endless' },
  })
  await expect((await fetch(site.url('/cut'))).text()).rejects.toThrow()
  const stalled = (await fetch(site.url('/stall'))).body?.getReader()
  expect((await stalled?.read())?.value).toHaveLength(500)
  await expect(fetch(site.url('/silent'), { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
  let read = 0
  for await (const chunk of (await fetch(site.url('/endless'))).body ?? []) {
    read += chunk.length
    if (read > 20_000_000) break
  }
  expect(read).toBeGreaterThan(20_000_000)
})
