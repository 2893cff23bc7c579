import { gzipSync } from 'node:zlib'
import { request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { usePages } from '../web/use-pages.ts'
import { dump } from './dump.ts'
import { ask, looksRefused } from './raw.ts'

const now = new Date('2026-03-01T08:00:00Z')
const pages = usePages(now)

beforeEach(() => pages.web.redis.flushall())

const urlencoded = 'application/x-www-form-urlencoded'
const form = 'address=ann%40example.org&where=all&rules=rating-change&cadence=immediate'
const post = (body: string | Buffer, headers: Record<string, string> = {}, path = '/subscribe') =>
  ask(pages.web.port, { method: 'POST', path, body, headers: { 'content-type': urlencoded, ...headers } })
const asked = async () => {
  const ids = await pages.web.store.requests.due(now, 1000)
  return await Promise.all(ids.map((id) => pages.web.store.requests.take(id, 1, now)))
}

describe('a form', () => {
  test('of sixteen kilobytes is read, and one byte more is refused in words', async () => {
    const full = `${form}&x=`.padEnd(16 * 1024, 'x')
    expect((await post(full)).status).toBe(303)
    const more = await post(`${full}x`)
    expect([more.status, more.text]).toEqual([413, 'The form sent more than was expected.'])
    expect(await asked()).toHaveLength(1)
  })

  test.each([
    ['that says its size', { 'content-length': String(100_000_000) }],
    ['that does not', {}],
  ])('of a hundred megabytes %s is refused before it is read, and takes no memory', async (_, headers) => {
    const before = process.memoryUsage.rss()
    const { status, sent } = await pour(headers)
    expect(status === 413 || status === null).toBe(true)
    expect(sent).toBeLessThan(20_000_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
    expect(await dump(pages.web.redis)).toEqual(new Map())
  })

  test.each([
    ['of three thousand fields', 'a=&'.repeat(3000)],
    ['of as many names of authorities', 'authorities=Leeds&'.repeat(600)],
    ['of as many lines as fit', `authority=${'a%0A'.repeat(3000)}`],
    ['of as many lines as are looked up', `authority=${'leedx%0A'.repeat(200)}`],
    ['of one name as long as fits', `authority=${'a'.repeat(15_000)}`],
    ['of fields within fields', `${'a[b]['.repeat(2000)}=1`],
    ['of brackets', `address[]=${'['.repeat(8000)}`],
    ['of escapes', `address=${'%25'.repeat(5000)}`],
    ['of characters that grow when they are escaped', `address=${'"<>&'.repeat(3000)}`],
    ['of what are no characters', `address=${'%ff%fe'.repeat(2000)}`],
    ['of what turns the writing round', `address=${'%E2%80%AE'.repeat(1000)}`],
    ['of prototypes', '__proto__[address]=a%40example.org&constructor[prototype][x]=1&__proto__=1'],
  ])('%s is answered with its faults, in a page of no great length', async (_, body) => {
    const { status, text } = await post(body)
    expect(status).toBe(422)
    expect(text.length).toBeLessThan(120_000)
    expect(await asked()).toEqual([])
    expect(Object.hasOwn(Object.prototype, 'address')).toBe(false)
  })

  test.each([
    ['as a document of JSON', 'application/json', JSON.stringify({ address: 'ann@example.org', where: 'all' })],
    ['as XML with an entity', 'text/xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    [
      'in parts',
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="address"\r\n\r\nann@example.org\r\n--b--\r\n`,
    ],
    ['in parts without a boundary', 'multipart/form-data', 'nothing'],
    ['in UTF-16', `${urlencoded}; charset=utf-16`, Buffer.from(form, 'utf16le')],
    ['packed', urlencoded, gzipSync(form)],
    ['as nothing', '', ''],
  ])('that comes %s is answered with its faults, and asks for nothing', async (_, type, body) => {
    const packed = Buffer.isBuffer(body) ? { 'content-encoding': 'gzip' } : {}
    expect((await post(body, { 'content-type': type, ...packed })).status).toBe(422)
    expect(await asked()).toEqual([])
  })

  test('that is packed to be many times larger stays packed', async () => {
    const bomb = gzipSync(Buffer.alloc(15_000_000))
    const answer = await post(bomb.subarray(0, 16_000), { 'content-encoding': 'gzip' })
    expect(looksRefused(answer)).toBe(true)
  })

  test('with a field twice asks once, for the first address', async () => {
    expect((await post(`${form}&address=eve%40example.org&cadence=daily`)).status).toBe(303)
    expect(await asked()).toMatchObject([{ address: 'ann@example.org', wants: { cadence: { kind: 'immediate' } } }])
  })

  test('in another set of characters is read as UTF-8, and asks for nothing else than it says', async () => {
    const body = 'address=ann%40ex%E4mple.org&where=all&rules=rating-change&cadence=immediate'
    expect((await post(body, { 'content-type': `${urlencoded}; charset=iso-8859-1` })).status).toBe(422)
    expect(await asked()).toEqual([])
  })
})

/** Sends until it is answered or cut. */
function pour(headers: Record<string, string>): Promise<{ status: number | null; sent: number }> {
  return new Promise((done) => {
    let sent = 0
    let isOver = false
    const over = (status: number | null) => {
      isOver = true
      sending.destroy()
      done({ status, sent })
    }
    const chunk = Buffer.alloc(65_536, 'x')
    const sending = request(
      { port: pages.web.port, host: '127.0.0.1', method: 'POST', path: '/subscribe', headers },
      (answer) => over(answer.statusCode ?? null),
    )
    sending.on('error', () => over(null))
    const more = (): void => {
      if (isOver || sent >= 100_000_000 - chunk.length) return
      sent += chunk.length
      if (sending.write(chunk)) setImmediate(more)
      else sending.once('drain', more)
    }
    more()
  })
}
