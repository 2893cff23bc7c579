import { request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { post, tokenOf, usePages } from './use-pages.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
const pages = usePages(start)
const { add, time } = pages
let network = 0
let reader = ''
let eventId = ''

beforeEach(async () => {
  network += 1
  reader = await add()
  eventId = `event-${network}`
  await keep({ id: eventId })
  await told(reader)
})

const keep = (event: Parameters<typeof buildEvent>[0]) => keepEvents(pages.web.store, [buildEvent(event)])

/** Notes that the reader was told of the event, as closing a window does. */
async function told(id: string, revision = 1) {
  const client = pages.redis.connect()
  await client.hset(`{ofsted-alerts}:told:${id}`, eventId, revision)
  client.disconnect()
}
const linkFor = (id: string) => pages.web.links.feedback(id, eventId, new Date(start.getTime() + 90 * day))
const send = (id: string, form: Record<string, string> = { reason: 'authority' }, path = '') =>
  fetch(`${linkFor(id)}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { 'x-forwarded-for': `198.51.${network}.9` },
    redirect: 'manual',
  })
const given = () => pages.web.store.feedback.list(new Date(0), 100).then((all) => all.filter(isOfEvent))
const isOfEvent = ({ told: { eventId: id } }: { told: { eventId: string } }) => id === eventId

describe('the page behind "Not relevant?"', () => {
  test('shows the event, the sentence and why it counted, and changes nothing however it is opened', async () => {
    const answer = await fetch(linkFor(reader))
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(Buffer.byteLength(page)).toBeLessThan(50_000)
    expect(page).toContain('Sandwell')
    expect(page).toContain('“Ofsted rated the services inadequate.”')
    expect(page).toContain('(a grade is given)')
    expect(page).toContain('href="https://example.org/news/1" rel="noopener nofollow ugc"')
    expect(page).toContain('1 March 2026')
    expect(page).not.toContain('<script')
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const path of ['', '?reason=authority&do=send', '/take-back']) {
      await fetch(`${linkFor(reader)}${path}`)
      await fetch(`${linkFor(reader)}${path}`, { method: 'HEAD' })
    }
    expect(await given()).toEqual([])
  })

  test('notes what is wrong with what showed the event, and nothing of who said it', async () => {
    const answer = await send(reader, { reason: 'authority', words: ' It is about\r\n Dudley. ' })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Noted: It names the wrong authority.')
    const [feedback, ...more] = await given()
    expect(more).toEqual([])
    expect(feedback).toMatchObject({
      at: start.toISOString(),
      reason: 'authority',
      words: 'It is about Dudley.',
      told: {
        eventId,
        rule: 'rating-change',
        authority: 'Sandwell',
        revision: 1,
        fields: { rating: 'inadequate' },
        sources: [
          {
            itemId: 'item-1',
            outlet: 'BBC News',
            evidence: [{ sentence: 'Ofsted rated the services inadequate.', why: 'a grade is given' }],
          },
        ],
      },
    })
    const client = pages.redis.connect()
    const names = await client.zrange('{ofsted-alerts}:feedbacks', 0, '-1')
    client.disconnect()
    expect(JSON.stringify([feedback, names])).not.toContain(reader)
    expect(pages.web.logged.join()).not.toContain(reader)
    expect(pages.web.logged.join()).not.toContain(tokenOf(linkFor(reader)))
    expect(pages.web.logged.join()).not.toContain('Dudley')
  })

  test('of one reader keeps the last word on an event, and of two readers both', async () => {
    await send(reader, { reason: 'authority', words: 'first' })
    time.advance(1000)
    await send(reader, { reason: 'twice' })
    await send(reader, { reason: 'twice' })
    expect(await given()).toMatchObject([{ reason: 'twice', words: '' }])
    await send(await add(), { reason: 'no-news' })
    expect((await given()).map(({ reason }) => reason).toSorted()).toEqual(['no-news', 'twice'])
  })

  test('tells whoever opens it again that something was said, and not what', async () => {
    await send(reader, { reason: 'other', words: 'between us' })
    const page = await (await fetch(linkFor(reader))).text()
    expect(page).toContain('You have said something of this already')
    expect(page).not.toContain('between us')
    expect(page).not.toMatch(/value="other"\s+checked/)
  })

  test('takes back what was said, from the answer, and as often as it is pressed', async () => {
    const answer = await (await send(reader)).text()
    expect(answer).toContain(`action="${new URL(linkFor(reader)).pathname}/take-back"`)
    expect((await fetch(`${linkFor(reader)}/take-back`)).status).toBe(404)
    expect(await given()).toHaveLength(1)
    for (let n = 0; n < 2; n += 1) expect(await (await send(reader, {}, '/take-back')).text()).toContain('Taken back')
    expect(await given()).toEqual([])
  })

  test('keeps what the reader was told, and not what became known since', async () => {
    await keep({
      id: `${eventId}-b`,
      revision: 2,
      fields: { rating: 'inadequate', direction: 'declined' },
      history: [
        { revision: 1, fields: { rating: null, direction: 'declined' } },
        { revision: 2, fields: { rating: 'inadequate', direction: 'declined' } },
      ],
    })
    eventId = `${eventId}-b`
    await told(reader, 1)
    await send(reader)
    expect(await given()).toMatchObject([{ told: { revision: 1, fields: { rating: null } } }])
  })
})

describe('feedback that is no such thing', () => {
  test.each([
    ['no choice', {}, 'Choose what is wrong'],
    ['a choice that nobody offered', { reason: 'constructor' }, 'Choose what is wrong'],
    ['too many words', { reason: 'other', words: 'x'.repeat(501) }, 'Use at most 500 characters: these are 501'],
  ])('with %s is answered with its fault, and keeps what was typed', async (_, form, fault) => {
    const answer = await send(reader, { words: 'my words', ...form })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('<title>Fault: ')
    expect(page).toContain(fault)
    expect(page).toMatch(/my words|xxxxx/)
    expect(await given()).toEqual([])
  })

  test('counts characters and not bytes, and line breaks as the field does', async () => {
    const words = `${'é\r\n'.repeat(200)}😀`
    expect((await send(reader, { reason: 'other', words })).status).toBe(200)
  })

  test.each([
    ['markup', '</textarea><script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['controls', 'a\u0000\u001b[31mred\u001b]0;title\u0007\u202eevil\u2066\r\nBcc: x'],
  ])('that holds %s is text, here and in the records', async (_, words) => {
    const page = await (await send(reader, { words })).text()
    expect(page).not.toContain('<script>')
    expect(page).not.toContain('<img')
    expect((await send(reader, { reason: 'other', words })).status).toBe(200)
    const [feedback] = await given()
    expect(feedback?.words).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('of a megabyte is refused unread', async () => {
    // On a connection of its own, since the server ends it.
    const status = await new Promise((answered) => {
      const sending = request(linkFor(reader), { method: 'POST', agent: false }, (answer) =>
        answered(answer.resume().statusCode),
      )
      sending.on('error', () => undefined)
      sending.end(`reason=other&words=${'x'.repeat(1_000_000)}`)
    })
    expect(status).toBe(413)
    expect(await given()).toEqual([])
  })

  test('an event that is hostile itself stays text on the page', async () => {
    const attack = '"><script>alert(1)</script>'
    const evidence = [{ sentence: attack, start: 0, end: 1, why: attack }]
    const sources = [buildSource({ title: attack, outlet: attack, url: 'javascript:alert(1)', evidence })]
    await keep({ id: `${eventId}-x`, sources })
    eventId = `${eventId}-x`
    const page = await (await fetch(linkFor(reader))).text()
    expect(page).not.toContain('<script')
    expect(page).not.toContain('javascript:')
    expect(page).toContain('&lt;script&gt;')
  })

  test('an event with a hundred sources is kept with the surest of them', async () => {
    const sources = Array.from({ length: 100 }, (_, index) =>
      buildSource({ itemId: `item-${index}`, score: index, evidence: Array(50).fill(buildSource().evidence[0]) }),
    )
    await keep({ id: `${eventId}-l`, sources })
    eventId = `${eventId}-l`
    expect(Buffer.byteLength(await (await fetch(linkFor(reader))).text())).toBeLessThan(50_000)
    await send(reader)
    const [feedback] = await given()
    expect(feedback?.told.sources.map(({ itemId }) => itemId).slice(0, 2)).toEqual(['item-99', 'item-98'])
    expect(Buffer.byteLength(JSON.stringify(feedback))).toBeLessThan(40_000)
  })

  test('from one network is taken sixty times, and then told how long to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => send(reader)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
    const refused = await send(reader, { reason: 'other', words: 'still mine' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await refused.text()).toContain('still mine')
  })
})

describe('a link', () => {
  test.each([
    ['forged', () => tokenOf(linkFor(reader)).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
    ['to unsubscribe', () => tokenOf(pages.web.links.unsubscribe(reader))],
    ['to manage', () => tokenOf(pages.web.links.owner(reader, new Date(start.getTime() + day)))],
    ['that has run out', () => tokenOf(pages.web.links.feedback(reader, eventId, new Date(start.getTime() - day)))],
    ['to an event that is not there', () => tokenOf(pages.web.links.feedback(reader, 'none', new Date(2e12)))],
    ['of nobody', () => tokenOf(pages.web.links.feedback('nobody', eventId, new Date(2e12)))],
    ['that is nonsense', () => '%E0%A4%A'],
    [
      'of one reader with the signature of another',
      () => {
        const [, ...rest] = tokenOf(pages.web.links.feedback('reader-1', eventId, new Date(2e12))).split('.')
        return [tokenOf(linkFor(reader)).split('.')[0], ...rest].join('.')
      },
    ],
  ])('%s opens nothing', async (_, token) => {
    const url = `${pages.web.url}/feedback/${token()}`
    expect((await fetch(url)).status).toBe(404)
    expect((await post(url, { reason: 'other' })).status).toBe(404)
    expect((await post(`${url}/take-back`)).status).toBe(404)
    expect(await given()).toEqual([])
  })

  test('to feedback opens no other page', async () => {
    const token = tokenOf(linkFor(reader))
    expect((await post(`${pages.web.url}/unsubscribe/${token}`)).status).toBe(404)
    expect((await fetch(`${pages.web.url}/manage/${token}`)).status).toBe(404)
  })

  test('of another reader takes back nothing of this one', async () => {
    await send(reader)
    await send(await add(), {}, '/take-back')
    expect(await given()).toHaveLength(1)
  })
})

describe('the reader', () => {
  const owned = () => pages.web.links.owner(reader, new Date(start.getTime() + day))

  test('is handed what they said with everything else', async () => {
    await send(reader, { reason: 'other', words: 'as I said' })
    const kept: unknown = await (await post(`${owned()}/export`)).json()
    expect(kept).toMatchObject({ feedback: [{ reason: 'other', words: 'as I said', told: { eventId } }] })
  })

  test('has it erased with everything else, and can say no more by that link', async () => {
    await send(reader)
    const other = await add()
    await send(other)
    await post(`${owned()}/erase`)
    expect(await given()).toHaveLength(1)
    expect((await send(reader)).status).toBe(404)
  })
})
