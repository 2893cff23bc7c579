import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { startSite } from '../helpers/site.ts'
import { asked, openClient } from './client.ts'

describe('what an answer says', () => {
  test('an answer comes with its validators, its freshness and who asked', async () => {
    await using site = await startSite({
      '/feed': {
        body: '<rss/>',
        etag: '"a"',
        lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT',
        headers: { 'cache-control': 'max-age=300', age: '60' },
      },
    })
    await using http = openClient()
    const answer = await http.get(site.url('/feed'), asked())
    expect(answer).toMatchObject({
      kind: 'ok',
      etag: '"a"',
      lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT',
      freshMs: 240_000,
      movedTo: null,
    })
    expect(site.requests('/feed')[0]?.headers['user-agent']).toMatch(/^ofsted-alerts /)
    expect(http.turns).toEqual([new URL(site.origin).host])
  })

  test.each([
    ['ETag', { etag: '"a"' }],
    ['Last-Modified', { lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT' }],
  ])('304 by %s is unchanged, and keeps the validators', async (_, validators) => {
    await using site = await startSite({ '/feed': { body: '<rss/>', ...validators } })
    await using http = openClient()
    expect(await http.get(site.url('/feed'), asked(validators))).toMatchObject({ kind: 'unchanged', ...validators })
  })

  test('304 to a request without validators is a fault of the server', async () => {
    await using site = await startSite({ '/feed': { status: 304 } })
    await using http = openClient()
    expect(await http.get(site.url('/feed'), asked())).toMatchObject({ kind: 'failed', status: 304 })
  })

  test.each([
    ['120', 120_000],
    ['Sat, 21 Nov 2026 12:10:00 GMT', 600_000],
    ['Sat, 21 Nov 2020 12:10:00 GMT', 0],
    ['soon', null],
    ['-5', null],
  ])('429 with Retry-After: %s', async (value, expected) => {
    await using site = await startSite({ '/feed': { status: 429, headers: { 'retry-after': value } } })
    await using http = openClient()
    expect(await http.get(site.url('/feed'), asked())).toMatchObject({
      status: 429,
      retryAfterMs: expected,
      gone: false,
    })
  })

  test.each([
    ['no-store, max-age=600', null],
    ['max-age=600', 600_000],
    ['public, max-age="600"', 600_000],
    ['max-age=0', 0],
    ['private', null],
  ])('Cache-Control: %s', async (value, expected) => {
    await using site = await startSite({ '/': { headers: { 'cache-control': value, age: 'unknown' } } })
    await using http = openClient()
    expect(await http.get(site.url('/'), asked())).toMatchObject({ freshMs: expected })
  })

  test.each([
    [404, 'look for its new address', false],
    [410, 'look for its new address', true],
    [403, 'does not serve us', false],
    [500, 'HTTP 500', false],
  ])('status %i says what to do', async (status, advice, gone) => {
    await using site = await startSite({ '/feed': { status, body: 'x'.repeat(100_000) } })
    await using http = openClient()
    expect(await http.get(site.url('/feed'), asked())).toMatchObject({
      kind: 'failed',
      status,
      gone,
      reason: expect.stringContaining(advice),
    })
  })
})

describe('redirects', () => {
  const to = (location: string, status = 301) => ({ status, headers: { location } })

  test('a chain is followed, and only a permanent one is a move', async () => {
    await using site = await startSite({ '/a': to('/b'), '/b': to('c', 308), '/c': { body: 'x' }, '/d': to('/c', 302) })
    await using http = openClient()
    expect(await http.get(site.url('/a'), asked())).toMatchObject({ url: site.url('/c'), movedTo: site.url('/c') })
    expect(await http.get(site.url('/d'), asked())).toMatchObject({ url: site.url('/c'), movedTo: null })
  })

  test('a loop ends', async () => {
    await using site = await startSite({ '/a': to('/b'), '/b': to('/a') })
    await using http = openClient({ mostRedirects: 3 })
    const answer = await http.get(site.url('/a'), asked())
    expect(answer).toMatchObject({ reason: expect.stringContaining('at most 3 redirects') })
    expect(site.requests()).toHaveLength(4)
  })

  test.each([
    ['file:///etc/passwd', 'http or https'],
    ['data:text/xml,<rss/>', 'http or https'],
    ['http://10.0.0.1/', 'public address, got 10.0.0.1'],
    ['http://user:secret@example.org/', 'without a user name'],
    ['//169.254.169.254/latest', 'public address'],
    ['http://[::ffff:10.0.0.1]/', 'public address'],
  ])('to %s is refused', async (location, reason) => {
    await using site = await startSite({ '/a': to(location) })
    await using http = openClient()
    const answer = await http.get(site.url('/a'), asked())
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining(reason) })
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  test('one that says not where to is a failure', async () => {
    await using site = await startSite({ '/a': { status: 302 } })
    await using http = openClient()
    expect(await http.get(site.url('/a'), asked())).toMatchObject({ reason: expect.stringContaining('where to') })
  })

  test('another host neither gets our validators nor gives us its own', async () => {
    await using other = await startSite({ '/feed': { body: 'x', etag: '"theirs"' } })
    await using site = await startSite({ '/feed': to(other.url('/feed')) })
    await using http = openClient()
    const answer = await http.get(
      site.url('/feed'),
      asked({ etag: '"ours"', lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT' }),
    )
    expect(site.requests('/feed')[0]?.headers['if-none-match']).toBe('"ours"')
    expect(other.requests('/feed')[0]?.headers).not.toHaveProperty('if-none-match')
    expect(other.requests('/feed')[0]?.headers).not.toHaveProperty('if-modified-since')
    expect(answer).toMatchObject({ kind: 'ok', etag: null, lastModified: null })
  })

  test('one deadline holds for all of them', async () => {
    await using site = await startSite({
      '/a': { ...to('/b'), delayMs: 400 },
      '/b': { ...to('/c'), delayMs: 400 },
      '/c': { delayMs: 400 },
    })
    await using http = openClient({ totalTimeout: '1s' })
    expect(await http.get(site.url('/a'), asked())).toMatchObject({
      reason: expect.stringContaining('within 1 seconds'),
    })
  })
})

describe('addresses', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://①②⑦.0.0.1/',
    'http://localhost/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'http://a:b@example.org/',
    'javascript:alert(1)',
    'no address',
    '',
  ])('%s is not fetched', async (url) => {
    await using http = openClient({ allow: [] })
    expect(await http.get(url, asked())).toMatchObject({ kind: 'failed', status: null })
  })

  test('a name that resolves to a private address is refused at the moment of connecting', async () => {
    await using site = await startSite({ '/': { body: 'inside' } })
    const { port } = new URL(site.origin)
    let turn = 0
    // The first answer is harmless, as in DNS rebinding: what counts is the one that the socket gets.
    const resolve = async () => [{ address: (turn += 1) > 1 ? '127.0.0.1' : '::1', family: turn > 1 ? 4 : 6 }]
    await using http = openClient({ allow: ['::1/128'], resolve })
    await http.get(`http://rebind.example:${port}/`, asked())
    const answer = await http.get(`http://rebind.example:${port}/`, asked())
    expect(answer).toMatchObject({ reason: expect.stringContaining('rebind.example is at 127.0.0.1') })
    expect(site.requests()).toEqual([])
  })

  test('a name that does not exist is a failure with its reason', async () => {
    const resolve = () =>
      Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND gone.example'), { code: 'ENOTFOUND' }))
    await using http = openClient({ resolve })
    expect(await http.get('http://gone.example/', asked())).toMatchObject({
      reason: expect.stringContaining('ENOTFOUND'),
    })
  })
})

describe('bodies', () => {
  test.each([
    ['gzip', gzipSync('hello')],
    ['br', brotliCompressSync('hello')],
    ['deflate', deflateSync('hello')],
    ['identity', Buffer.from('hello')],
    ['gzip, br', brotliCompressSync(gzipSync('hello'))],
  ])('%s is unpacked', async (encoding, body) => {
    await using site = await startSite({ '/': { body, headers: { 'content-encoding': encoding } } })
    await using http = openClient()
    const answer = await http.get(site.url('/'), asked())
    expect(answer.kind === 'ok' && answer.body.toString()).toBe('hello')
  })

  test.each([
    [
      'a bomb',
      { body: gzipSync(Buffer.alloc(20_000_000)), headers: { 'content-encoding': 'gzip' } },
      'at most 1000000 bytes',
    ],
    ['too much', { body: Buffer.alloc(1_500_000) }, 'at most 1000000 bytes'],
    ['one that never ends', { body: 'x'.repeat(1000), fault: 'endless' as const }, 'at most 1000000 bytes'],
    ['an unknown packing', { body: 'x', headers: { 'content-encoding': 'zstd' } }, 'not asked for, zstd'],
    [
      'thousands of packings',
      { body: 'x', headers: { 'content-encoding': 'gzip,'.repeat(3000) } },
      'packed 3000 times',
    ],
    [
      'half of a packed body',
      { body: gzipSync('x'.repeat(5000)).subarray(0, 20), headers: { 'content-encoding': 'gzip' } },
      'unexpected end',
    ],
    ['one cut off', { body: 'x'.repeat(5000), fault: 'cut' as const }, 'expected an answer'],
    ['a connection cut at once', { fault: 'reset' as const }, 'expected an answer'],
    ['headers without end', { headers: { 'x-long': 'x'.repeat(40_000) } }, 'expected an answer'],
  ])('%s is a failure', async (_, page, reason) => {
    await using site = await startSite({ '/': page })
    await using http = openClient()
    expect(await http.get(site.url('/'), asked())).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining(reason),
    })
  })

  test.each([
    ['does not answer', 'no-answer' as const],
    ['stops in the middle', 'stall' as const],
  ])('a server that %s is given up in time', async (_, fault) => {
    await using site = await startSite({ '/': { body: 'x'.repeat(2000), fault } })
    await using http = openClient({ totalTimeout: '1s' })
    expect(await http.get(site.url('/'), asked())).toMatchObject({
      reason: expect.stringContaining('within 1 seconds'),
    })
  })

  test('the caller can end it, and then it rejects', async () => {
    await using site = await startSite({ '/': { fault: 'no-answer' } })
    await using http = openClient()
    const stop = new AbortController()
    const answer = http.get(site.url('/'), asked({ signal: stop.signal }))
    stop.abort(new Error('shutting down'))
    await expect(answer).rejects.toThrow()
  })
})
