import { beforeEach, describe, expect, test } from 'vitest'
import { post, tokenOf, usePages } from './use-pages.ts'

const start = new Date('2026-03-01T08:00:00Z')
const pages = usePages(start)
const { add, load, time } = pages
let reader = ''

beforeEach(async () => {
  const client = pages.redis.connect()
  await client.flushall()
  client.disconnect()
  reader = await add()
})
const leave = () => post(pages.web.links.unsubscribe(reader), 'List-Unsubscribe=One-Click')
const say = (form: Record<string, string>) => post(`${pages.web.links.unsubscribe(reader)}/why`, form)
const said = async () => ({
  counts: await pages.web.store.leavings.counts(),
  words: (await pages.web.store.leavings.words(10)).map(({ month, reason, words }) => ({ month, reason, words })),
})
const nothing = { counts: [], words: [] }

describe('whoever has left', () => {
  test('is asked why, may say so or not, and is gone either way', async () => {
    const page = await (await leave()).text()
    expect(page).toContain('Would you tell us why?')
    expect(page).toContain(`action="${new URL(pages.web.links.unsubscribe(reader)).pathname}/why"`)
    expect((await load(reader))?.state).toBe('unsubscribed')
    expect(await said()).toEqual(nothing)
  })

  test('says why once; it is counted by month, and apart from who said it', async () => {
    await leave()
    const answer = await say({ reason: 'too-many', words: 'Every\r\nday!' })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('Thank you for telling us.')
    expect(page).toContain('/undo"')
    expect(page).not.toContain('Would you tell us why?')
    expect(await (await say({ reason: 'other' })).text()).not.toContain('Thank you')
    expect(await said()).toEqual({
      counts: [{ month: '2026-03', reason: 'too-many', count: 1 }],
      words: [{ month: '2026-03', reason: 'too-many', words: 'Every day!' }],
    })
    const client = pages.redis.connect()
    const kept = [
      await client.hgetall('{ofsted-alerts}:leavings'),
      await client.zrange('{ofsted-alerts}:leaving-words', 0, '-1', 'WITHSCORES'),
    ]
    client.disconnect()
    expect(JSON.stringify(kept)).not.toContain(reader)
    // No day, which would lead to the one who left on it.
    expect(JSON.stringify(kept)).not.toContain(String(start.getTime()))
    expect(pages.web.logged.join()).not.toContain('too-many')
    expect(await load(reader)).toMatchObject({ state: 'unsubscribed', left: { saidWhy: true } })
  })

  test('of two presses of the button one counts', async () => {
    await leave()
    await Promise.all(Array.from({ length: 10 }, () => say({ reason: 'not-relevant' })))
    expect((await said()).counts).toEqual([{ month: '2026-03', reason: 'not-relevant', count: 1 }])
  })

  test('may still undo it, and then leave and say why anew', async () => {
    await leave()
    await say({ reason: 'other' })
    await post(`${pages.web.links.unsubscribe(reader)}/undo`)
    expect(await load(reader)).toMatchObject({ state: 'active', left: null })
    await leave()
    expect(await (await say({ reason: 'other' })).text()).toContain('Thank you')
  })

  test('is asked by the page to manage too', async () => {
    const answer = await post(pages.web.links.manage(reader, new Date(start.getTime() + 1e6)), { do: 'unsubscribe' })
    const page = await (await fetch(`${pages.web.url}${answer.headers.get('location')}`)).text()
    const [, why = ''] = /action="([^"]*\/why)"/.exec(page) ?? []
    expect(await (await post(`${pages.web.url}${why}`, { reason: 'changed-job' })).text()).toContain('Thank you')
    expect((await said()).counts).toEqual([{ month: '2026-03', reason: 'changed-job', count: 1 }])
  })

  test('has a link mailed with which what is kept can be erased', async () => {
    await leave()
    const answer = await post(`${pages.web.links.unsubscribe(reader)}/fresh-link`)
    expect(await answer.text()).toContain('r…@example.org')
    const [id = ''] = await pages.web.store.requests.due(time.now(), 10)
    expect(await pages.web.store.requests.take(id, 1000, time.now())).toMatchObject({ holdsLink: true, wants: null })
  })
})

describe('nothing is counted', () => {
  test.each([
    ['without a reason', {}],
    ['with a reason that nobody offered', { reason: 'toString' }],
    ['with too many words', { reason: 'other', words: 'x'.repeat(501) }],
  ])('%s: the fault is shown, and they have still left', async (_, form) => {
    await leave()
    const answer = await say(form)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('There is a problem')
    expect(await said()).toEqual(nothing)
    expect(await load(reader)).toMatchObject({ state: 'unsubscribed', left: { at: start.toISOString() } })
  })

  test('of somebody who has not left, of nobody, or by GET', async () => {
    expect((await say({ reason: 'other' })).status).toBe(200)
    expect((await load(reader))?.state).toBe('active')
    await leave()
    expect((await fetch(`${pages.web.links.unsubscribe(reader)}/why?reason=other`)).status).toBe(404)
    await pages.web.store.subscribers.erase(reader)
    await say({ reason: 'other' })
    expect(await said()).toEqual(nothing)
  })

  test('by another link', async () => {
    await leave()
    for (const token of [tokenOf(pages.web.links.owner(reader, new Date(2e12))), 'x.y'])
      expect((await post(`${pages.web.url}/unsubscribe/${token}/why`, { reason: 'other' })).status).toBe(404)
    expect(await said()).toEqual(nothing)
  })

  test('twenty from one network, and the next has to wait', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 21; n += 1) {
      reader = await add()
      await leave()
      statuses.push((await say({ reason: 'other' })).status)
    }
    expect(statuses).toEqual([...Array(20).fill(200), 429])
  })
})
