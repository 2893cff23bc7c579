import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { buildSubscription } from '../helpers/build.ts'
import { post, tokenOf, usePages } from './use-pages.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
const pages = usePages(start)
const { add, load, time } = pages
const stateOf = async (id: string) => (await load(id))?.state
const oneClick = 'List-Unsubscribe=One-Click'

describe('unsubscribing', () => {
  test('the link shows a button and changes nothing, however it is followed', async () => {
    const id = await add()
    const url = pages.web.links.unsubscribe(id)
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>')
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(url, { method: 'OPTIONS' })).status).toBe(404)
    expect(await stateOf(id)).toBe('active')
  })

  test('one POST of a mail program, without cookie or visit before, is enough (RFC 8058)', async () => {
    const id = await add()
    const answer = await post(pages.web.links.unsubscribe(id), oneClick)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('You are unsubscribed')
    expect(await stateOf(id)).toBe('unsubscribed')
    expect((await pages.web.store.windows.load(id)).cursors.size).toBe(0)
  })

  test('works years later, and twice', async () => {
    const id = await add()
    const url = pages.web.links.unsubscribe(id)
    time.advance(20 * 365 * day)
    expect((await post(url, '')).status).toBe(200)
    expect((await post(url, '')).status).toBe(200)
    expect(await stateOf(id)).toBe('unsubscribed')
    expect(await (await fetch(url)).text()).toContain('You are unsubscribed')
  })

  test.each(['pending', 'suspended'] as const)('works for somebody %s', async (state) => {
    const id = await add({ state })
    await post(pages.web.links.unsubscribe(id), oneClick)
    expect(await stateOf(id)).toBe('unsubscribed')
  })

  test('somebody whose record was erased is told the truth: nothing more comes', async () => {
    const id = await add()
    await pages.web.store.subscribers.erase(id)
    const answer = await post(pages.web.links.unsubscribe(id), oneClick)
    expect(answer.status).toBe(200)
    expect(await stateOf(id)).toBeUndefined()
  })

  test.each([
    ['a letter changed', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut in two', (token: string) => token.slice(0, 20)],
    ['nonsense', () => '%E0%A4%A'],
    ['very long', () => 'x'.repeat(8000)],
  ])('a link that is %s opens nothing', async (_, damage) => {
    const id = await add()
    const token = tokenOf(pages.web.links.unsubscribe(id))
    const answer = await post(`${pages.web.url}/unsubscribe/${damage(token)}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('This link does not work')
    expect(await stateOf(id)).toBe('active')
  })

  test('a confirmation link cannot unsubscribe', async () => {
    const id = await add()
    const token = tokenOf(pages.web.links.confirm(id, new Date(start.getTime() + day)))
    expect((await post(`${pages.web.url}/unsubscribe/${token}`)).status).toBe(404)
    expect(await stateOf(id)).toBe('active')
  })
})

describe('confirming', () => {
  const pending = { state: 'pending', confirmed: null } as const
  const linkFor = (id: string) => pages.web.links.confirm(id, new Date(start.getTime() + 7 * day))

  test('the link shows a button and changes nothing', async () => {
    const id = await add(pending)
    expect(await (await fetch(linkFor(id))).text()).toContain('Yes, send me digests')
    expect(await stateOf(id)).toBe('pending')
  })

  test('the page says what was asked for, and for which address, of which it shows too little to learn it', async () => {
    const subscriptions = [
      buildSubscription({
        authorities: ['Sandwell'],
        rules: ['rating-change'],
        cadence: { kind: 'weekly', at: '08:00', on: 'monday' },
      }),
      buildSubscription({ id: 'two', regions: ['London'] }),
    ]
    const id = await add({ ...pending, subscriptions })
    const page = await (await fetch(linkFor(id))).text()
    expect(page).toContain('<li>“Rating change” in Sandwell, on Mondays at 08:00</li>')
    expect(page).toContain('<li>everything we watch in the region London, as soon as something happens</li>')
    expect(page).toContain('r…@example.org')
    expect(page).not.toContain(`${id}@`)
  })

  test('a POST makes a pending subscriber active, notes when, and opens their windows', async () => {
    const id = await add(pending)
    const answer = await post(linkFor(id), '')
    expect(await answer.text()).toContain('You are subscribed')
    const record = await pages.web.store.subscribers.load(id)
    expect(record?.subscriber).toMatchObject({ state: 'active', confirmed: start.toISOString() })
    expect((await pages.web.store.windows.load(id)).cursors.size).toBe(1)
  })

  test('leads to the page that may copy and erase what is kept, for a week', async () => {
    const id = await add(pending)
    const page = await (await post(linkFor(id), '')).text()
    const [, manage = ''] = /href="(\/manage\/[^"]+)"/.exec(page) ?? []
    expect(await (await fetch(`${pages.web.url}${manage}`)).text()).toContain('Get a copy of it')
    time.advance(7 * day)
    expect((await fetch(`${pages.web.url}${manage}`)).status).toBe(404)
  })

  test('twice is the same as once: the time of consent stays', async () => {
    const id = await add(pending)
    await post(linkFor(id), '')
    time.advance(day)
    expect(await (await post(linkFor(id), '')).text()).toContain('You are subscribed')
    expect((await pages.web.store.subscribers.load(id))?.subscriber.confirmed).toBe(start.toISOString())
  })

  test.each(['unsubscribed', 'suspended'] as const)('an old link does not bring back somebody %s', async (state) => {
    const id = await add({ state })
    expect((await post(linkFor(id), '')).status).toBe(200)
    expect(await stateOf(id)).toBe(state)
  })

  test('a link that has run out confirms nobody', async () => {
    const id = await add(pending)
    time.advance(7 * day)
    expect((await post(linkFor(id), '')).status).toBe(404)
    expect(await stateOf(id)).toBe('pending')
  })

  test('a link to unsubscribe confirms nobody', async () => {
    const id = await add(pending)
    const token = tokenOf(pages.web.links.unsubscribe(id))
    expect((await post(`${pages.web.url}/confirm/${token}`, '')).status).toBe(404)
    expect(await stateOf(id)).toBe('pending')
  })
})

describe('every page', () => {
  test('an address that is none gets a page that says so', async () => {
    const answer = await fetch(`${pages.web.url}/wp-login.php`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('Page not found')
  })

  test('may load and be framed by nothing, tells no other site its address, and is kept nowhere', async () => {
    const { headers } = await fetch(pages.web.links.unsubscribe(await add()))
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src( 'sha256-[^']+')+; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('comes with its style: the policy allows what stands in the page, to the letter', async () => {
    for (const path of [
      '/nowhere',
      new URL(pages.web.links.unsubscribe(await add())).pathname,
      '/confirm/cut-in-two',
    ]) {
      const answer = await fetch(`${pages.web.url}${path}`)
      const [, served = ''] = /<style>([^]*?)<\/style>/.exec(await answer.text()) ?? []
      expect(served).toContain('main{')
      const digest = createHash('sha256').update(served).digest('base64')
      expect(answer.headers.get('content-security-policy')).toContain(` 'sha256-${digest}'`)
    }
  })

  test('a form larger than any of ours is refused unread', async () => {
    const id = await add()
    expect((await post(pages.web.links.unsubscribe(id), 'x'.repeat(100_000))).status).toBe(413)
    expect(await stateOf(id)).toBe('active')
  })

  test('a form larger than any of ours that does not say its size is refused too', async () => {
    const id = await add()
    const status = await new Promise((answered, failed) => {
      const sending = request(pages.web.links.unsubscribe(id), { method: 'POST' }, (answer) =>
        answered(answer.resume().statusCode),
      )
      sending.on('error', failed)
      sending.write('x'.repeat(50_000))
      sending.end('x'.repeat(50_000))
    })
    expect(status).toBe(413)
    expect(await stateOf(id)).toBe('active')
  })

  test('while Redis does not answer, the reader is told to try again', async () => {
    const id = await add()
    pages.redis.freeze()
    try {
      const answer = await post(pages.web.links.unsubscribe(id), oneClick)
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('120')
      expect(await answer.text()).toContain('Please try again')
    } finally {
      pages.redis.thaw()
    }
    expect((await post(pages.web.links.unsubscribe(id), oneClick)).status).toBe(200)
    expect(await stateOf(id)).toBe('unsubscribed')
  })

  test('no token and no address gets into the log', async () => {
    const id = await add()
    const url = pages.web.links.unsubscribe(id)
    await post(url, oneClick)
    const log = pages.web.logged.join('\n')
    expect(log).toContain(id)
    expect(log).not.toContain(url.split('/').at(-1))
    expect(log).not.toContain('@example.org')
  })
})
