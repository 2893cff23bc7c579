import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildSubscription } from '../helpers/build.ts'
import { post, tokenOf, usePages } from './use-pages.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
const pages = usePages(start)
const { add, load, time } = pages
/** Of one that was asked for. */
const linkFor = (id: string) => pages.web.links.owner(id, new Date(start.getTime() + 7 * day))
/** Of the foot of a digest. */
const digestLinkFor = (id: string) => pages.web.links.manage(id, new Date(start.getTime() + 30 * day))
const daily = buildSubscription({ id: 'one', authorities: ['Leeds'], cadence: { kind: 'daily', at: '08:00' } })
const wishes = { subscription: 'one', where: 'all', rules: 'rating-change', cadence: 'immediate', do: 'save' }

describe('the page to change a subscription', () => {
  test('shows what there is, and too little of the address to learn it, and changes nothing however it is opened', async () => {
    const id = await add({ subscriptions: [daily] })
    const before = await load(id)
    const answer = await fetch(linkFor(id))
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(Buffer.byteLength(page)).toBeLessThan(50_000)
    expect(page).toContain('<li>everything we watch in Leeds, each day at 08:00</li>')
    expect(page).toContain('r…@example.org')
    expect(page).not.toContain(`${id}@`)
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, found]) => found)
    expect(new Set(ids).size).toBe(ids.length)
    for (const path of [
      '',
      '/erase',
      '/export',
      '?do=unsubscribe',
      '?do=pause&until=2026-04-01',
      '?done=unsubscribed',
    ]) {
      await fetch(`${linkFor(id)}${path}`)
      await fetch(`${linkFor(id)}${path}`, { method: 'HEAD' })
    }
    expect(await load(id)).toEqual(before)
  })

  test('changes all of it, and keeps the window that is open', async () => {
    const id = await add({ subscriptions: [daily] })
    const answer = await post(linkFor(id), {
      ...wishes,
      where: 'some',
      authority: 'Kent',
      regions: 'London',
      cadence: 'weekly',
      at: '07:00',
      on: 'friday',
    })
    expect(answer.status).toBe(303)
    expect((await load(id))?.subscriptions).toEqual([
      {
        id: 'one',
        authorities: ['Kent'],
        regions: ['London'],
        rules: ['rating-change'],
        cadence: { kind: 'weekly', at: '07:00', on: 'friday' },
        timeZone: 'Europe/London',
      },
    ])
    expect((await pages.web.store.windows.load(id)).due.get('one')).toEqual(new Date('2026-03-06T07:00:00Z'))
    const shown = await (await fetch(`${pages.web.url}${answer.headers.get('location')}`)).text()
    expect(shown).toContain('Saved.')
    expect(shown).toContain('in Kent and the region London, on Fridays at 07:00')
  })

  test('of several subscriptions changes the one that was chosen', async () => {
    const id = await add({ subscriptions: [daily, { ...daily, id: 'two', authorities: ['Kent'] }] })
    const page = await (await fetch(`${linkFor(id)}?subscription=two`)).text()
    expect(page).toContain('<input type="hidden" name="subscription" value="two"')
    await post(linkFor(id), { ...wishes, subscription: 'two' })
    expect((await load(id))?.subscriptions).toEqual([
      daily,
      { ...daily, id: 'two', authorities: null, rules: ['rating-change'], cadence: { kind: 'immediate' } },
    ])
    expect((await post(linkFor(id), { ...wishes, subscription: 'three' })).status).toBe(422)
  })

  test('keeps what was typed where there is a fault, and changes nothing', async () => {
    const id = await add({ subscriptions: [daily] })
    const answer = await post(linkFor(id), { ...wishes, where: 'some', authority: 'Knt' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Did you mean “Kent”?')
    expect((await load(id))?.subscriptions).toEqual([daily])
  })

  test('adds an authority to the form, and saves nothing yet', async () => {
    const id = await add({ subscriptions: [daily] })
    const answer = await post(linkFor(id), {
      ...wishes,
      where: 'some',
      authorities: 'Leeds',
      authority: 'Kent',
      do: 'add',
    })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/value="Kent"\s+checked/)])
    expect((await load(id))?.subscriptions).toEqual([daily])
  })

  test('pauses until a day at home, and begins again by itself or at once', async () => {
    const id = await add({ subscriptions: [daily] })
    expect((await post(linkFor(id), { do: 'pause', until: '2026-04-01' })).status).toBe(303)
    // In summer time.
    expect(await load(id)).toMatchObject({ state: 'paused', pausedUntil: '2026-03-31T23:00:00.000Z' })
    expect((await pages.web.store.windows.load(id)).cursors.size).toBe(0)
    expect(await (await fetch(linkFor(id))).text()).toContain('paused until 1 April 2026')
    await post(linkFor(id), { do: 'resume' })
    expect(await load(id)).toMatchObject({ state: 'active', pausedUntil: null })
    expect((await pages.web.store.windows.load(id)).cursors.size).toBe(1)
  })

  test.each(['', '2026-03-01', '2026-02-30', '2027-06-01', 'tomorrow', '2026-04-01T00:00', '99999-01-01'])(
    'does not pause until %j',
    async (until) => {
      const id = await add()
      const answer = await post(linkFor(id), { do: 'pause', until })
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('id="until-fault"')])
      expect((await load(id))?.state).toBe('active')
    },
  )

  test('unsubscribes, and undoes it from the page that follows', async () => {
    const id = await add({ subscriptions: [daily] })
    const answer = await post(linkFor(id), { do: 'unsubscribe' })
    expect((await load(id))?.state).toBe('unsubscribed')
    const page = await (await fetch(`${pages.web.url}${answer.headers.get('location')}`)).text()
    const [, undo = ''] = /action="([^"]*\/undo)"/.exec(page) ?? []
    expect((await post(`${pages.web.url}${undo}`)).status).toBe(200)
    expect(await load(id)).toMatchObject({ state: 'active', left: null, subscriptions: [daily] })
  })

  test.each(['pending', 'suspended', 'unsubscribed'] as const)('makes nobody active who is %s', async (state) => {
    const id = await add({ state, subscriptions: [daily] })
    for (const form of [{ do: 'resume' }, { do: 'pause', until: '2026-04-01' }, wishes, { do: 'activate' }]) {
      await post(linkFor(id), form)
      expect((await load(id))?.state).toBe(state)
    }
    expect((await pages.web.store.windows.load(id)).cursors.size).toBe(0)
  })

  test.each([
    ['forged', (id: string) => `${tokenOf(linkFor(id)).slice(0, -2)}xx`],
    ['to unsubscribe', (id: string) => tokenOf(pages.web.links.unsubscribe(id))],
    ['to confirm', (id: string) => tokenOf(pages.web.links.confirm(id, new Date(start.getTime() + day)))],
    ['that has run out', (id: string) => tokenOf(pages.web.links.manage(id, start))],
    [
      'for somebody made up, with the signature of another',
      (id: string) => {
        const payload = Buffer.from(JSON.stringify(['manage', 'reader-1', start.getTime() + day])).toString('base64url')
        return `${payload}.${tokenOf(linkFor(id)).split('.')[1]}`
      },
    ],
  ])('opens nothing with a link %s', async (_, token) => {
    const id = await add({ subscriptions: [daily] })
    const path = `${pages.web.url}/manage/${token(id)}`
    for (const answer of [
      await fetch(path),
      await fetch(`${path}/erase`),
      await post(path, { ...wishes }),
      await post(path, { do: 'unsubscribe' }),
      await post(`${path}/export`),
      await post(`${path}/erase`),
    ])
      expect(answer.status).toBe(404)
    expect(await load(id)).toMatchObject({ state: 'active', subscriptions: [daily] })
  })
})

describe('what is kept', () => {
  test('is handed over whole as a file, by POST alone', async () => {
    const id = await add({ subscriptions: [daily] })
    const client = pages.redis.connect()
    await client.hset(`{ofsted-alerts}:told:${id}`, 'event-1', 2)
    client.disconnect()
    expect((await fetch(`${linkFor(id)}/export`)).status).toBe(404)
    const answer = await post(`${linkFor(id)}/export`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ofsted-alerts.json"')
    expect(z.json().parse(await answer.json())).toEqual({
      subscriber: await load(id),
      windows: [{ subscription: 'one', upTo: 0, due: '2026-03-02T08:00:00.000Z' }],
      told: { 'event-1': 2 },
      feedback: [],
      digests: [],
    })
  })

  test('is erased at once and whole, after asking', async () => {
    const id = await add()
    expect(await (await fetch(`${linkFor(id)}/erase`)).text()).toContain('Erase it all')
    expect((await load(id))?.state).toBe('active')
    expect(await (await post(`${linkFor(id)}/erase`)).text()).toContain('Erased')
    const client = pages.redis.connect()
    expect(await client.keys(`*${id}*`)).toEqual([])
    expect(await client.zscore('{ofsted-alerts}:subscribers', id)).toBeNull()
    client.disconnect()
    expect((await post(`${linkFor(id)}/erase`)).status).toBe(404)
    expect((await post(pages.web.links.unsubscribe(id))).status).toBe(200)
  })
})

describe('the link of a digest, which may have been passed on', () => {
  test('shows and changes a subscription, and neither copies nor erases what is kept', async () => {
    const id = await add({ subscriptions: [daily] })
    const page = await (await fetch(digestLinkFor(id))).text()
    expect(page).toContain('<li>everything we watch in Leeds, each day at 08:00</li>')
    expect(page).toContain('Send me a fresh link')
    expect(page).not.toMatch(/\/export"|\/erase"/)
    for (const answer of [
      await post(`${digestLinkFor(id)}/export`),
      await fetch(`${digestLinkFor(id)}/erase`),
      await post(`${digestLinkFor(id)}/erase`),
    ]) {
      const refused = await answer.text()
      expect([answer.status, refused]).toEqual([403, expect.stringContaining('Send me a fresh link')])
      expect(refused).not.toContain(id + '@')
    }
    expect(await load(id)).toMatchObject({ state: 'active', subscriptions: [daily] })
    expect((await post(digestLinkFor(id), wishes)).status).toBe(303)
  })

  test('has one mailed that may, to the address alone, by POST and within the limits of asking', async () => {
    const id = await add()
    expect((await fetch(`${digestLinkFor(id)}/fresh-link`)).status).toBe(404)
    expect(pages.web.queued).toEqual([])
    const answer = await post(`${digestLinkFor(id)}/fresh-link`)
    const page = await answer.text()
    expect([answer.status, page]).toEqual([200, expect.stringContaining('r…@example.org')])
    expect(page).not.toContain(`${id}@`)
    const [requestId = ''] = await pages.web.store.requests.due(time.now(), 10)
    expect(await pages.web.store.requests.take(requestId, 1000, time.now())).toMatchObject({
      address: `${id}@example.org`,
      wants: null,
      holdsLink: true,
    })
    // Once in five minutes, which from outside looks the same.
    expect((await post(`${digestLinkFor(id)}/fresh-link`)).status).toBe(200)
    expect(pages.web.queued).toHaveLength(1)
    expect(pages.web.logged.join()).not.toContain('@example.org')
  })

  test('forged or of another kind has none mailed', async () => {
    const id = await add()
    const confirm = pages.web.links.confirm(id, new Date(start.getTime() + day))
    const unsubscribe = pages.web.links.unsubscribe(id)
    for (const token of [tokenOf(confirm), tokenOf(unsubscribe), `${tokenOf(digestLinkFor(id)).slice(0, -2)}xx`])
      expect((await post(`${pages.web.url}/manage/${token}/fresh-link`)).status).toBe(404)
    expect(pages.web.queued).toEqual([])
  })
})

describe('undoing', () => {
  const undo = (id: string) => post(`${pages.web.links.unsubscribe(id)}/undo`)

  test('is offered by the one POST of a mail program, and not by a GET of the address', async () => {
    const id = await add()
    expect(await (await post(pages.web.links.unsubscribe(id))).text()).toContain('/undo"')
    await fetch(`${pages.web.links.unsubscribe(id)}/undo`)
    expect((await load(id))?.state).toBe('unsubscribed')
    expect(await (await undo(id)).text()).toContain('Welcome back')
    expect((await load(id))?.state).toBe('active')
  })

  test('works for an hour: an old link brings nobody back', async () => {
    const id = await add()
    await post(pages.web.links.unsubscribe(id))
    time.advance(3_600_000)
    // Unsubscribing again does not make it new.
    expect(await (await post(pages.web.links.unsubscribe(id))).text()).not.toContain('/undo')
    expect(await (await undo(id)).text()).toContain('You are unsubscribed')
    expect((await load(id))?.state).toBe('unsubscribed')
  })

  test('makes nobody active who had not confirmed', async () => {
    const id = await add({ state: 'pending', confirmed: null })
    await post(pages.web.links.unsubscribe(id))
    await undo(id)
    expect((await load(id))?.state).toBe('pending')
  })

  test('needs the link to unsubscribe', async () => {
    const id = await add()
    await post(pages.web.links.unsubscribe(id))
    expect((await post(`${pages.web.url}/unsubscribe/${tokenOf(linkFor(id))}/undo`)).status).toBe(404)
    expect((await load(id))?.state).toBe('unsubscribed')
  })
})
