import { beforeEach, describe, expect, test } from 'vitest'
import { buildSubscriber } from '../helpers/build.ts'
import { startInbox } from '../helpers/inbox.ts'
import { startTestApp } from '../helpers/worker.ts'
import { usePages } from '../web/use-pages.ts'
import { changed, dump } from './dump.ts'
import { ask, looksRefused, sendRaw } from './raw.ts'

const now = new Date('2026-03-01T08:00:00Z')
const pages = usePages(now)

beforeEach(async () => {
  await pages.web.redis.flushall()
  await pages.web.store.subscribers.save(buildSubscriber(), 0, now)
})

const pathOf = (link: string) => new URL(link).pathname
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }

describe('a forged name of the host', () => {
  const forged = [
    { host: 'evil.example' },
    { host: 'alerts.example.org', 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'javascript', 'x-forwarded-port': '666' },
    { forwarded: 'host=evil.example;proto=https;for=192.0.2.1', 'x-original-host': 'evil.example' },
    { 'x-original-url': '//evil.example/', 'x-rewrite-url': '//evil.example/', 'x-forwarded-prefix': '//evil.example' },
  ]

  test.each(forged)('%j gets into no page and no redirection', async (headers) => {
    const until = new Date(now.getTime() + 86_400_000)
    const manage = pathOf(pages.web.links.manage('ann', until))
    const asked = [
      { path: '/' },
      { path: '/privacy' },
      { path: manage },
      { path: pathOf(pages.web.links.unsubscribe('ann')) },
      { method: 'POST', path: manage, body: 'do=pause&until=2026-04-01' },
      { method: 'POST', path: '/manage', body: 'address=ann%40example.org' },
      { method: 'POST', path: pathOf(pages.web.links.unsubscribe('ann')), body: 'List-Unsubscribe=One-Click' },
      { path: '/nowhere' },
    ]
    for (const one of asked) {
      const answer = await ask(pages.web.port, { ...one, headers: { ...urlencoded, ...headers } })
      expect(`${answer.text}${JSON.stringify(answer.headers)}`).not.toMatch(/evil\.example|javascript:|:666/)
      const { location } = answer.headers
      if (location !== undefined) expect(location).toMatch(/^\/[a-z][^\\]*$/)
    }
  })

  test('gets into no message: its link is of PUBLIC_URL', async () => {
    await using inbox = await startInbox()
    await using app = await startTestApp({ smtpUrl: inbox.url, settings: { mail: { timeout: '30s' } } })
    await app.subscribe('known')
    for (const [address, path] of [
      ['known@example.org', '/manage'],
      ['new@example.org', '/subscribe'],
    ] as const) {
      const body = new URLSearchParams({ address, where: 'all', rules: 'rating-change', cadence: 'immediate' })
      const headers = {
        ...urlencoded,
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
      }
      const sent = { method: 'POST', path, headers, body: body.toString() }
      expect((await ask(app.httpPort ?? 0, sent)).headers.location).toBe('/check-your-mail')
    }
    await app.drain()
    expect(inbox.messages).toHaveLength(2)
    for (const { raw, parsed } of inbox.messages) {
      expect(raw.toString()).not.toContain('evil.example')
      const links = [...`${parsed.text}${parsed.html}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => link)
      expect(links.length).toBeGreaterThan(0)
      for (const link of links) expect(link).toMatch(/^https:\/\/alerts\.example\.org\//)
    }
  })
})

describe('an address that is not as we write them', () => {
  test('leads nowhere else, and to nobody: not by dots, doubled or turned slashes, semicolons, capitals or breaks', async () => {
    const token = pages.web.links.unsubscribe('ann').split('/').at(-1) ?? ''
    const before = await dump(pages.web.redis)
    const paths = [
      '//evil.example',
      '//evil.example/%2f..',
      '///evil.example',
      '/%2f%2fevil.example',
      '/%5cevil.example',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/../../etc/passwd',
      '/..;/manage',
      '/.;/manage',
      '/manage;jsessionid=1',
      '/manage/',
      '/MANAGE',
      '/Unsubscribe/' + token,
      `//unsubscribe/${token}`,
      `/unsubscribe//${token}`,
      `/unsubscribe/${token}/`,
      `/unsubscribe/${token}/..%2f..%2fmanage`,
      `/unsubscribe/${token}/undo/undo`,
      `/unsubscribe/${token}%2Fundo`,
      `/unsubscribe;x/${token}`,
      `/x/%2e%2e/x/unsubscribe/${token}`,
      '/%0d%0aSet-Cookie:%20a=1',
      '/manage/%0d%0aLocation:%20//evil.example',
      '/%00',
      '/.git/config',
      '/.env',
      '/config/settings.yaml',
      '/node_modules/hono/package.json',
      '/constructor',
      '/__proto__',
    ]
    for (const path of paths)
      for (const method of ['GET', 'POST']) {
        const answer = await ask(pages.web.port, {
          method,
          path,
          headers: urlencoded,
          body: method === 'POST' ? 'a=1' : '',
        })
        expect(looksRefused(answer), `${method} ${path}: ${answer.status}`).toBe(true)
        expect([answer.headers['location'], answer.headers['set-cookie']]).toEqual([undefined, undefined])
        expect(answer.text).not.toContain('evil.example')
      }
    expect(changed(before, await dump(pages.web.redis))).toEqual([])
  })

  test('in the query gets into no header and, of what was done, says only what we wrote', async () => {
    const until = new Date(now.getTime() + 86_400_000)
    const manage = pathOf(pages.web.links.manage('ann', until))
    const queries = ['%0d%0aSet-Cookie:a=1', '__proto__', 'constructor', 'toString', '<script>', 'saved%00', '%E0%A4%A']
    for (const done of queries) {
      const answer = await ask(pages.web.port, { path: `${manage}?done=${done}&subscription=${done}` })
      expect(answer.status).toBe(200)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.text).not.toContain('role="status"')
    }
  })

  test('whole, as proxies are asked, is read as any other, and its host not at all', async () => {
    const head = 'Host: alerts.example.org\r\nConnection: close\r\n'
    const page = await sendRaw(pages.web.port, `GET http://evil.example/manage HTTP/1.1\r\n${head}\r\n`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('evil.example')
    const path = pathOf(pages.web.links.manage('ann', new Date(now.getTime() + 86_400_000)))
    const body = 'do=pause&until=2026-04-01'
    const posted = await sendRaw(
      pages.web.port,
      `POST http://evil.example${path} HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(/^location: (.*)$/im.exec(posted.text)?.[1]?.trim()).toBe(`${path}?done=paused`)
  })
})

describe('two requests that pass for one', () => {
  const head = 'POST /subscribe HTTP/1.1\r\nHost: alerts.example.org\r\n'
  const smuggled = 'POST /manage HTTP/1.1\r\nHost: alerts.example.org\r\nContent-Length: 0\r\n\r\n'

  test.each([
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`],
    ['a length and pieces', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['pieces and a length', `${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['pieces of a kind that is none', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['pieces, and then whole', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${head}Content-Length : 0\r\n\r\n${smuggled}`],
    ['a length with a sign', `${head}Content-Length: +0\r\n\r\n${smuggled}`],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n${smuggled}`],
    ['a length in hexadecimal', `${head}Content-Length: 0x0\r\n\r\n${smuggled}`],
    ['a folded header', `${head}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a piece of a size that is none', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n${smuggled}`],
    ['lines that end in LF alone', `POST /subscribe HTTP/1.1\nHost: x\nContent-Length: 0\n\n${smuggled}`],
    ['a null byte in a header', `${head}X: a\0b\r\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['no host', `POST /subscribe HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n${smuggled}`],
    [
      'a host with markup',
      `POST /subscribe HTTP/1.1\r\nHost: a<script>\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    ],
    ['a tunnel', 'CONNECT evil.example:25 HTTP/1.1\r\nHost: evil.example:25\r\n\r\n'],
  ])('by %s are refused, and the connection is closed', async (_, bytes) => {
    const { status, text, isClosed } = await sendRaw(pages.web.port, bytes)
    expect(isClosed).toBe(true)
    expect([null, 400]).toContain(status)
    expect(text.match(/HTTP\/1\.1 /g) ?? []).toHaveLength(status === null ? 0 : 1)
  })
})
