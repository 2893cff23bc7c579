import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { buildEvent, buildItem, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { freeze } from '../helpers/freeze.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { serveAdmin } from './serve-admin.ts'

const now = new Date('2026-03-29T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const script = '<script>alert(1)</script>'
const feeds = ['bbc', 'quiet', 'away', 'off'].map((id) =>
  Feed.parse({ id, name: `${id} ${script}`, url: `https://${id}.example.org/feed`, enabled: id !== 'off' }),
)
let redis: TestRedis
let web: Awaited<ReturnType<typeof serveAdmin>>
beforeAll(async () => {
  redis = await startRedis()
  web = await serveAdmin(redis, { clock: () => now, feeds })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(() => web.redis.flushall())

/** What a page says, as text in one line. */
const said = async (path: string) =>
  (await web.text(path)).replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, ' ').replaceAll(/\s+/g, ' ')
const claim = async (id: string) => {
  const subscriberId = (await web.store.deliveries.load(id))?.digest.subscriberId ?? ''
  const { version = 0 } = (await web.store.subscribers.load(subscriberId)) ?? {}
  const attempt = await web.store.deliveries.claim(id, { id: subscriberId, version }, ago(-1), now)
  if (attempt === null) throw new Error(`expected ${id} to be taken for sending`)
  return attempt
}
const keepEvent = async (id: string, rule: string, opened: Date) => {
  const event = buildEvent({ id, rule, opened: opened.toISOString() })
  await web.redis.set(`{ofsted-alerts}:event:${id}`, JSON.stringify(event))
  await web.redis.zadd('{ofsted-alerts}:events', opened.getTime(), id)
}

describe('the overview', () => {
  test('shows alarms, the sum of the ledger, what waits, and when duties were last done', async () => {
    await web.store.alarms.raise('mail', `login refused ${script}`, ago(1))
    await web.store.duties.done('sweep', now)
    await freeze(web.store, { subscriberId: 'ann', now })
    const text = await said('/admin')
    expect(text).toContain('mail since 28 March 2026 at 12:00: login refused')
    expect(text).toContain('1 due = 1 pending + 0 sending + 0 sent + 0 failed + 0 uncertain + 0 suppressed')
    expect(text).not.toContain('does not add up')
    expect(text).toMatch(/sweep 29 Mar 2026, 13:00/)
    expect(text).toMatch(/read-item 0 0 0 0/)
  })

  test('says that nothing was swept, and that a ledger does not add up', async () => {
    await web.redis.hset('{ofsted-alerts}:ledger', 'due', 3, 'sent', 2)
    const text = await said('/admin')
    expect(text).toContain('Nothing was ever swept')
    expect(text).toContain('The ledger does not add up: 3 were due and 2 are accounted for')
  })
})

describe('subscribers', () => {
  const add = (id: string, more: Parameters<typeof buildSubscriber>[0] = {}) =>
    web.store.subscribers.save(buildSubscriber({ id, address: `${id}@example.org`, ...more }), 0, now)

  test('are counted by their state, and follow it; no address is shown', async () => {
    for (const id of ['ann', 'bea']) await add(id)
    await add('cy', { state: 'unsubscribed' })
    await add('dee', { state: 'suspended' })
    await add('eve', { state: 'pending', confirmed: null })
    await add('fay', { state: 'paused', pausedUntil: ago(-3).toISOString() })
    expect(await said('/admin/subscribers')).toMatch(/2 active 1 paused 1 pending 1 suspended 1 unsubscribed/)
    await web.store.subscribers.update('ann', now, (before) => ({ ...before, state: 'unsubscribed' }))
    await web.store.subscribers.update('dee', now, (before) => ({ ...before, state: 'active' }))
    await web.store.subscribers.erase('cy')
    expect(await said('/admin/subscribers')).toMatch(/2 active 1 paused 1 pending 0 suspended 1 unsubscribed/)
    expect(await web.text('/admin/subscribers')).not.toContain('@example.org')
  })

  test('one is found by the address in any case, or by the id; it is noted who looked, and neither is in an address', async () => {
    await add('ann')
    for (const who of ['ANN@example.org', 'ann']) {
      const answer = await web.post('/admin/subscribers', { who })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/subscribers/ann'])
    }
    const [entry] = await web.store.audit.list(new Date(0), 10)
    expect(entry).toMatchObject({ who: 'ann', by: 'pages', did: 'subscribers look up', on: ['ann'], outcome: 'done' })
    expect(JSON.stringify(entry)).not.toContain('@')
    expect((await web.post('/admin/subscribers', { who: 'nobody@example.org' })).status).toBe(404)
    expect((await web.post('/admin/subscribers', { who: ' ' })).status).toBe(422)
    expect((await web.get('/admin/subscribers/nobody')).status).toBe(404)
    expect(web.logged.join()).not.toContain('@example.org')
  })

  test('one is shown masked, with what they asked for, what was sent and what came back', async () => {
    await add('ann', { origin: `paper form ${script}`, subscriptions: [buildSubscription({ authorities: ['Kent'] })] })
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    await freeze(web.store, { subscriberId: 'bea', now })
    const attempt = await claim(id)
    await web.store.deliveries.failed(id, attempt, `550 ${script}`, now)
    const bounce = {
      at: ago(1).toISOString(),
      kind: 'soft',
      status: '4.2.2',
      reason: 'mailbox full',
      outcome: 'held',
      source: null,
    } as const
    await web.store.bounces.note({ ...bounce, deliveryId: id, subscriberId: 'ann' }, null)
    const page = await web.text('/admin/subscribers/ann')
    expect(page).toContain('a…@example.org')
    expect(page).not.toContain('ann@example.org')
    expect(page).not.toContain(script)
    const text = await said('/admin/subscribers/ann')
    expect(text).toContain('everything we watch in Kent, as soon as something happens')
    expect(text).toMatch(/immediate-1 failed 29 Mar 2026, 13:00 1 550/)
    expect(text).toMatch(/28 Mar 2026, 12:00 soft 4\.2\.2 held mailbox full/)
    expect(text).not.toContain('bea')
    await web.store.subscribers.erase('ann')
    expect(await web.store.deliveries.ofSubscriber('ann', 10)).toEqual([])
  })
})

describe('deliveries', () => {
  test('those that failed or are uncertain are listed with their reason; nothing in it is run', async () => {
    const [failed, uncertain, sent] = [
      await freeze(web.store, { subscriberId: 'ann', now }),
      await freeze(web.store, { subscriberId: 'bea', now }),
      await freeze(web.store, { subscriberId: 'cy', now }),
    ]
    await web.store.deliveries.failed(failed, await claim(failed), `550 gone ${script}`, now)
    await web.store.deliveries.uncertain(uncertain, await claim(uncertain), 'the worker died', now)
    await web.store.deliveries.sent(sent, await claim(sent), now)
    const page = await web.text('/admin/deliveries')
    expect(page).not.toContain(script)
    const text = await said('/admin/deliveries')
    expect(text).toContain('0 pending 0 sending 1 sent 1 failed 1 uncertain 0 suppressed')
    expect(text).toMatch(/Uncertain .*bea immediate-1 .*the worker died.* Failed .*ann immediate-1 .*550 gone/)
    expect(text).not.toContain('cy immediate-1')
    expect(await said(`/admin/deliveries/${failed}`)).not.toContain('Do not send it')
    expect(await said(`/admin/deliveries/${sent}`)).toContain('Nothing is to be decided about it')
    expect((await web.get('/admin/deliveries/nothing')).status).toBe(404)
  })

  test('one is sent again for a reason, which the audit log keeps with who it was', async () => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    await web.store.deliveries.failed(id, await claim(id), '550 gone', now)
    const sent = await web.post(`/admin/deliveries/${id}`, { do: 'retry', reason: ' Jo  says it never came ' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/admin/deliveries/${id}?done=retry`])
    expect(await web.store.deliveries.load(id)).toMatchObject({ state: 'pending' })
    expect(await said(`/admin/deliveries/${id}?done=retry`)).toContain('It will be sent again')
    expect(await web.store.audit.list(new Date(0), 10)).toMatchObject([
      { who: 'ann', by: 'pages', did: 'deliveries retry', on: [id], reason: 'Jo says it never came', outcome: 'done' },
    ])
    const text = await said('/admin/audit')
    expect(text).toMatch(
      /29 Mar 2026, 13:00 ann, on these pages deliveries retry done ann-immediate-1 Jo says it never came/,
    )
  })

  test('without a reason, with an address in it, or for nothing known, nothing is changed', async () => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    const post = async (form: Record<string, string>) => (await web.post(`/admin/deliveries/${id}`, form)).status
    expect(await post({ do: 'drop', reason: '  ' })).toBe(422)
    expect(await post({ do: 'drop', reason: 'ann@example.org asked' })).toBe(422)
    expect(await post({ do: 'erase', reason: 'x' })).toBe(422)
    expect(await post({ do: 'retry', reason: 'x' })).toBe(409)
    expect(await web.store.deliveries.load(id)).toMatchObject({ state: 'pending' })
    expect(await web.store.audit.list(new Date(0), 10)).toMatchObject([
      { did: 'deliveries retry', outcome: 'refused: it is in another state' },
    ])
  })
})

describe('feeds and rules', () => {
  test('each feed shows its yield and its health, those in trouble first', async () => {
    const record = (id: string, more: object) =>
      web.store.feeds.save(id, {
        ...newFeedRecord,
        lastPoll: now.toISOString(),
        lastOk: now.toISOString(),
        items: 40,
        ...more,
      })
    await record('bbc', {})
    await record('quiet', { lastNew: ago(20).toISOString() })
    await record('away', {
      failingSince: ago(2).toISOString(),
      failures: 7,
      lastError: `HTTP 503 ${script}`,
      lastOk: ago(2).toISOString(),
    })
    await web.store.alarms.raise('silent:quiet', 'x', ago(1))
    const record1 = (id: string, at: Date) =>
      web.store.items.record('bbc', [{ item: buildItem({ id, feedId: 'bbc' }), state: 'recorded' as const }], at)
    for (const [index, days] of [0.1, 0.9, 1.1, 6.9, 7.1].entries()) await record1(`item-${index}`, ago(days))
    expect(await web.text('/admin/feeds')).not.toContain(script)
    const text = await said('/admin/feeds')
    expect(text).toMatch(
      /quiet .* alarm silent:quiet 0 0 40 9 Mar 2026.* away .* failing since 27 March 2026 at 12:00, 7 times: HTTP 503 .* bbc .* well 2 4 40 .* off .* off in feeds\.yaml/,
    )
  })

  test('each rule shows the events that it opened, week by week', async () => {
    for (const [index, days] of [0, 6, 8, 50, 57].entries()) await keepEvent(`e${index}`, 'rating-change', ago(days))
    await keepEvent('old', 'a-rule-that-is-gone', ago(3))
    const text = await said('/admin/rules')
    expect(text).toMatch(/Rating change rating-change 2 4 1, 0, 0, 0, 0, 0, 1, 2/)
    expect(text).toMatch(/Monitoring visit monitoring-visit 0 0 0, 0, 0, 0, 0, 0, 0, 0/)
    expect(text).toMatch(/No longer in rules\.yaml a-rule-that-is-gone 1 1/)
    expect(await web.text('/admin/rules')).toContain('<svg viewBox="0 0 101 30" aria-hidden="true"')
  })
})

test('the audit log goes back page by page', async () => {
  for (let index = 0; index < 120; index++)
    await web.store.audit.ask({
      id: `a${index}`,
      at: new Date(now.getTime() + index * 1000).toISOString(),
      who: script,
      by: 'command line',
      did: `did-${index}.`,
      on: [script],
      reason: script,
      outcome: script,
    })
  let path: string | undefined = '/admin/audit'
  const seen: string[] = []
  while (path !== undefined) {
    const page: string = await web.text(path)
    expect(page).not.toContain(script)
    seen.push(...(page.match(/did-\d+\./g) ?? []))
    path = /href="(\/admin\/audit\?before=[^"]+)"/.exec(page)?.[1]
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `did-${119 - index}.`))
  expect((await web.get('/admin/audit?before=nonsense')).status).toBe(200)
})

test('every page is valid HTML, small, and has the way to the others', async () => {
  const id = await freeze(web.store, { subscriberId: 'ann', now })
  for (let index = 0; index < 60; index++) {
    const failed = await freeze(web.store, { subscriberId: 'ann', window: `immediate-${index + 2}`, now })
    await web.store.deliveries.failed(failed, await claim(failed), `550 ${'refused '.repeat(20)}`, now)
  }
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      'void-style': 'off',
      'no-inline-style': 'error',
      'no-redundant-role': 'off',
      'prefer-native-element': 'off',
      'long-title': 'off',
      'attr-quotes': 'error',
    },
  })
  for (const path of [
    '',
    '/subscribers',
    '/subscribers/ann',
    '/deliveries',
    `/deliveries/${id}`,
    '/feeds',
    '/rules',
    '/audit',
    '/nothing',
  ]) {
    const page = await web.text(`/admin${path}`)
    expect(Buffer.byteLength(page), path).toBeLessThan(50_000)
    const report = await validator.validateString(page)
    expect(
      report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${path}:${line} ${ruleId} ${message}`),
      ),
    ).toEqual([])
    expect(page).toContain('<nav class="operator" aria-label="Operator’s pages">')
  }
})
