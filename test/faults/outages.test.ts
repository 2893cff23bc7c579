import { afterEach, expect, it } from 'vitest'
import { createClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox } from '../helpers/inbox.ts'
import { startNewsroom } from '../helpers/newsroom.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { startTestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

it('a login that is refused over a long weekend costs no digest', async () => {
  const time = createClock('2026-04-02T16:00:00Z')
  const strict = opened.use(await startInbox({ auth: { user: 'ann', pass: 'right' } }))
  const newsroom = opened.use(await startNewsroom({ events: 1, published: '2026-04-02T09:00:00Z' }))
  const redis = opened.use(await startRedis())
  const app = opened.use(
    await startTestApp({
      redisUrl: redis.url,
      smtpUrl: strict.url.replace('right', 'wrong'),
      clock: time.clock,
      feeds: newsroom.feeds,
    }),
  )
  await app.subscribe('ann')
  for (let hours = 0; hours < 89; hours += 1) {
    await app.drain()
    time.advance(hour)
  }
  await app.stop()
  const mended = opened.use(
    await startTestApp({ redisUrl: redis.url, smtpUrl: strict.url, clock: time.clock, feeds: newsroom.feeds }),
  )
  for (let hours = 0; hours < 24; hours += 1) {
    await mended.drain()
    time.advance(hour)
  }
  expect(toldOf(strict)).toEqual({ 'ann@example.org': newsroom.lines })
})

it('a delivery that the operator has sent again gets its two days of patience again', async () => {
  const time = createClock('2026-03-02T10:00:00Z')
  const inbox = opened.use(await startInbox({ behaviour: '450' }))
  const newsroom = opened.use(await startNewsroom({ events: 1, published: '2026-03-02T09:00:00Z' }))
  const app = opened.use(await startTestApp({ smtpUrl: inbox.url, clock: time.clock, feeds: newsroom.feeds }))
  await app.subscribe('ann')
  for (let passed = 0; passed < 54; passed += 1) {
    await app.drain()
    time.advance(hour)
  }
  expect(await app.store.deliveries.ledger()).toMatchObject({ failed: 1 })
  inbox.behave('accept')
  inbox.script('ann@example.org', '450 greylisted')
  const [id = ''] = await app.store.deliveries.due('failed', new Date(8e15), 1)
  await app.store.deliveries.retry(id, time.now())
  await app.drain()
  time.advance(hour)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': newsroom.lines })
})

it('nobody is mailed after they unsubscribed, also not by a worker that had looked just before', async () => {
  const time = createClock('2026-03-02T10:00:00Z')
  const inbox = opened.use(await startInbox())
  const newsroom = opened.use(await startNewsroom({ events: 1, published: '2026-03-02T09:00:00Z' }))
  const app = opened.use(await startTestApp({ smtpUrl: inbox.url, clock: time.clock, feeds: newsroom.feeds }))
  await app.subscribe('ann')
  const { deliveries, subscribers } = app.store
  const claim = deliveries.claim.bind(deliveries)
  deliveries.claim = async (...args: Parameters<typeof claim>) => {
    await subscribers.update('ann', time.now(), (ann) => ({ ...ann, state: 'unsubscribed' }))
    return await claim(...args)
  }
  await app.drain()
  expect(inbox.messages).toHaveLength(0)
})
