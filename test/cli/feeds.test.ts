import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { operatorsDesk } from './command-line.ts'

const rss = `<rss version="2.0"><channel><title>News</title>
<item><title>Council services rated inadequate</title><link>https://example.org/1</link><guid>1</guid><pubDate>Sun, 01 Mar 2026 09:00:00 GMT</pubDate></item>
<item><title>Bins to be emptied weekly</title><link>https://example.org/2</link><guid>2</guid></item>
</channel></rss>`

let site: Server
let url: string
let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url !== '/rss.xml') return void response.writeHead(410).end()
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss)
  })
  await new Promise<void>((up) => site.listen(0, '127.0.0.1', up))
  const address = site.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  url = `http://127.0.0.1:${address.port}`
  desk = await operatorsDesk({
    feeds: [
      { id: 'here', name: 'Here & there', url: `${url}/rss.xml` },
      { id: 'off', name: 'Off', url: 'https://example.org/off.xml', enabled: false },
    ],
  })
})
afterAll(async () => {
  site.closeAllConnections()
  site.close()
  await desk?.[Symbol.asyncDispose]()
})

describe('feeds list', () => {
  test('shows every feed and how it fares', async () => {
    await desk.store.feeds.save('here', {
      ...newFeedRecord,
      lastOk: '2026-07-01T07:00:00.000Z',
      nextPoll: '2026-07-01T08:00:00.000Z',
      failures: 2,
      items: 14,
      lastError: 'no answer within 30 s',
    })
    const { out } = await desk.run('feeds', 'list')
    expect(out).toMatch(/^here +rss +yes +2026-07-01 08:00 +2026-07-01 09:00 +2 +14 +no answer within 30 s$/m)
    expect(out).toMatch(/^off +rss +no +- +- +0 +0$/m)
  })
})

describe('feeds test', () => {
  test.each([
    ['an address', () => `${url}/rss.xml`],
    ['the id of a feed', () => 'here'],
  ])('takes %s, shows what would be taken, and stores nothing', async (_, asked) => {
    await desk.redis.flushall()
    const { status, out } = await desk.run('feeds', 'test', asked())
    expect(status).toBe(0)
    expect(out).toMatch(/^2026-03-01 09:00 +Council services rated inadequate +https:\/\/example\.org\/1$/m)
    expect(out).toContain('2 entries would be taken.')
    expect(await desk.redis.dbsize()).toBe(0)
  })

  test('says why a feed cannot be used', async () => {
    const { status, out, err } = await desk.run('feeds', 'test', `${url}/gone.xml`)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('410')
  })

  test('what is neither address nor id is refused', async () => {
    expect(await desk.run('feeds', 'test', 'file:///etc/passwd')).toMatchObject({
      status: 1,
      err: expect.stringContaining('http or https'),
    })
  })
})

describe('feeds import and export', () => {
  test('what was exported comes back as entries that check accepts', async () => {
    const { out: opml } = await desk.run('feeds', 'export')
    expect(opml).toContain('text="Here &amp; there"')
    desk.write('mine.opml', opml.replaceAll('example.org', 'example.net').replaceAll('127.0.0.1', '127.0.0.2'))
    const { status, out } = await desk.run('feeds', 'import', 'mine.opml')
    expect(status).toBe(0)
    desk.write('config/feeds.yaml', `feeds:\n${out}`)
    expect(parse(out)).toMatchObject([
      { id: 'here-there', name: 'Here & there' },
      { id: 'off-2', name: 'Off' },
    ])
    expect((await desk.run('check')).out).toContain('2 feeds')
  })

  test('feeds that are there already are named and left out', async () => {
    desk.write('config/feeds.yaml', 'feeds:\n  - { id: one, name: One, url: "https://example.org/one" }\n')
    desk.write(
      'mine.opml',
      '<opml version="1.0"><body><outline text="Folder"><outline text="One" xmlurl="https://example.org/one"/><outline text="Bad" xmlUrl="ftp://x"/></outline></body></opml>',
    )
    const { status, out, err } = await desk.run('feeds', 'import', 'mine.opml')
    expect({ status, out }).toEqual({ status: 0, out: '' })
    expect(err).toContain('https://example.org/one: is in feeds.yaml already')
    expect(err).toContain('ftp://x')
  })

  test('a file without feeds is a fault', async () => {
    desk.write('mine.opml', 'not opml at all')
    expect(await desk.run('feeds', 'import', 'mine.opml')).toMatchObject({ status: 1, out: '' })
  })

  test('a file that is not there is a fault in one line', async () => {
    const { status, err } = await desk.run('feeds', 'import', 'nowhere.opml')
    expect(status).toBe(1)
    expect(err).toBe('nowhere.opml: expected a file that can be read; there is none\n')
    expect((await desk.run('feeds', 'import', 'config')).err).toBe(
      'config: expected a file that can be read; it is a folder\n',
    )
  })
})
