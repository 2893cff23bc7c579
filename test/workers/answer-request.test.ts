import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { Request } from '../../src/events/request.ts'
import { createLinks } from '../../src/links.ts'
import { mailIdentity } from '../../src/mail/identity.ts'
import type { Message, SendAnswer } from '../../src/mail/sender.ts'
import { answerRequestHandler } from '../../src/workers/answer-request.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-29T08:12:00Z')
const links = createLinks({ publicUrl: 'https://alerts.example.org', secret: 'a-secret-of-at-least-32-characters' })
const wants = buildSubscription({ id: 's', authorities: ['Sandwell'], cadence: { kind: 'daily', at: '08:00' } })

async function answer(overrides: Partial<Request> = {}, says: SendAnswer = { kind: 'sent', response: '250' }) {
  const request: Request = {
    id: 'r1',
    address: 'ann@example.org',
    wants,
    asked: now.toISOString(),
    network: '192.0.2.0/24',
    ...overrides,
  }
  await records.store.requests.add(request, now)
  return await work(request.id, says)
}

async function work(requestId: string, says: SendAnswer = { kind: 'sent', response: '250' }, at = now) {
  const sent: Message[] = []
  await answerRequestHandler({
    store: records.store,
    config: () => testConfig(),
    sender: {
      send: async (message) => {
        sent.push(message)
        return says
      },
      close: async () => undefined,
    },
    links,
    ...mailIdentity({ MAIL_FROM: 'alerts@example.org', PUBLIC_URL: 'https://alerts.example.org' }),
    clock: () => at,
    log: pino({ level: 'silent' }),
  })({ requestId }, new AbortController().signal)
  return sent
}
const known = async () => (await records.store.subscribers.findByAddress('ann@example.org'))?.subscriber ?? null

describe('a request', () => {
  it('of somebody new makes them pending, and asks them to confirm, saying what, when and from where', async () => {
    const [message, ...more] = await answer()
    expect(more).toEqual([])
    expect(message?.to).toEqual({ name: '', address: 'ann@example.org' })
    expect(message?.text).toContain('on 29 March 2026 at 09:12, from the network 192.0.2.0/24, for news')
    expect(message?.text).toContain('everything we watch in Sandwell, each day at 08:00')
    expect(message?.text).toContain('7 days, until 5 April 2026 at 09:12')
    expect(await known()).toMatchObject({
      state: 'pending',
      subscriptions: [wants],
      confirmed: null,
      origin: 'form on the pages, from the network 192.0.2.0/24, 2026-03-29T08:12:00.000Z',
    })
    expect(await records.redis.keys('*request*')).toEqual([])
  })

  it.each(['active', 'paused'] as const)(
    'for somebody %s changes nothing, and sends the link to do it',
    async (state) => {
      const ann = buildSubscriber({ state, pausedUntil: state === 'paused' ? '2026-04-01T00:00:00.000Z' : null })
      await records.store.subscribers.save(ann, 0, now)
      const [message] = await answer()
      expect(message?.subject).toBe('Your subscription: Ofsted alerts')
      const [link = ''] = /https:\S+/.exec(String(message?.text)) ?? []
      expect(links.verify(link.split('/').at(-1)!, 'owner', now)).toEqual({ subscriberId: 'ann' })
      expect(await known()).toEqual(ann)
    },
  )

  it.each(['pending', 'unsubscribed', 'suspended'] as const)(
    'for somebody %s asks them to confirm anew',
    async (state) => {
      await records.store.subscribers.save(buildSubscriber({ state }), 0, now)
      const [message] = await answer()
      expect(message?.subject).toBe('Please confirm: Ofsted alerts')
      expect(await known()).toMatchObject({ id: 'ann', state: 'pending', subscriptions: [wants] })
    },
  )

  it('for a link alone sends nothing to an address that gets nothing', async () => {
    expect(await answer({ wants: null })).toEqual([])
    expect(await known()).toBeNull()
    await records.store.subscribers.save(buildSubscriber({ state: 'unsubscribed' }), 0, now)
    expect(await answer({ id: 'r2', wants: null })).toEqual([])
    expect((await known())?.state).toBe('unsubscribed')
  })

  it.each(['unsubscribed', 'suspended'] as const)(
    'for a link by somebody %s who holds one of a digest sends it, and says that they get nothing',
    async (state) => {
      const gone = buildSubscriber({ state })
      await records.store.subscribers.save(gone, 0, now)
      const [message] = await answer({ wants: null, holdsLink: true })
      expect(message?.text).toContain('It gets no digests from us, and that stays so.')
      expect(message?.text).toContain('To copy or erase what we keep about you')
      expect(await known()).toEqual(gone)
    },
  )

  it('for a link by somebody who holds one, and was erased meanwhile, sends nothing', async () => {
    expect(await answer({ wants: null, holdsLink: true })).toEqual([])
  })

  it('is answered once, and while one worker has it no other', async () => {
    await answer()
    expect(await work('r1')).toEqual([])
    await records.store.requests.add(
      { id: 'r2', address: 'b@example.org', wants, asked: now.toISOString(), network: 'n' },
      now,
    )
    expect(await records.store.requests.take('r2', 1000, now)).not.toBeNull()
    expect(await work('r2')).toEqual([])
    // The other one died: its lease ends.
    expect(await work('r2', undefined, new Date(now.getTime() + 1000))).toHaveLength(1)
  })

  it('that the mail server puts off waits, and goes out later under the same Message-ID', async () => {
    const [first] = await answer({}, { kind: 'later', code: 450, reason: 'greylisted', everyMessage: false })
    expect(await records.store.requests.due(now, 10)).toEqual([])
    expect(await work('r1')).toEqual([])
    const later = new Date(now.getTime() + 300_000)
    expect(await records.store.requests.due(later, 10)).toEqual(['r1'])
    const [second] = await work('r1', undefined, later)
    expect(second?.messageId).toBe(first?.messageId)
    expect(second?.text).toBe(first?.text)
  })

  it('that is refused is not tried again', async () => {
    expect(await answer({}, { kind: 'refused', code: 550, reason: 'no such user' })).toHaveLength(1)
    expect(await records.store.requests.due(new Date(now.getTime() + 1e9), 10)).toEqual([])
  })
})
