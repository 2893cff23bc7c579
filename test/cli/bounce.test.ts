import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
import type { Subscriber } from '../../src/events/subscription.ts'
import { mailedReader } from '../helpers/mailed-reader.ts'
import {
  complaint,
  eximBounce,
  exchangeBounce,
  gmailBounce,
  letter,
  outOfOffice,
  postfixBounce,
  sesBounce,
} from '../mail/bounces.ts'
import { operatorsDesk } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())

const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)
const full = { status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 mailbox full' }
const refused = { status: '5.7.26', diagnostic: 'smtp; 550 5.7.26 unauthenticated mail from jo@example.org' }

let people = 0

/** Somebody who confirmed two months ago and was sent so many digests, a day apart, the last one today. */
function somebody(overrides: Partial<Subscriber> & { digests?: number } = {}) {
  people += 1
  return mailedReader(desk.store, { id: `reader-${people}`, now: new Date(), ...overrides })
}

async function pipe(message: string, env: Record<string, string> = {}) {
  const { io, out, err } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, ...env }, stdin: message })
  const status = await runCli(['bounce'], io)
  return { status, out: out(), err: err() }
}

describe('bounce', () => {
  test.each([
    ['Postfix', postfixBounce],
    ['Exim', eximBounce],
    ['Exchange', exchangeBounce],
    ['Gmail', gmailBounce],
    ['Amazon SES', sesBounce],
  ])('suspends whose address is gone, as %s says it', async (_, write) => {
    const reader = await somebody()
    const { status, out } = await pipe(write(reader))
    expect({ status, out }).toEqual({
      status: 0,
      out: expect.stringMatching(
        /^A hard bounce \(5\.[12]\.\d+\): subscriber reader-\d+ is suspended until they confirm again\.\n$/,
      ),
    })
    expect(await reader.state()).toBe('suspended')
    expect(await reader.logged()).toEqual([
      expect.objectContaining({ kind: 'hard', outcome: 'suspended', deliveryId: `${reader.id}-day-0` }),
    ])
  })

  test('counts the same one once', async () => {
    const reader = await somebody()
    await pipe(postfixBounce({ ...reader, ...full }))
    expect(await pipe(postfixBounce({ ...reader, ...full }))).toMatchObject({
      status: 0,
      out: 'This was counted before: nothing more to do.\n',
    })
    expect(await pipe(postfixBounce(reader))).toMatchObject({ status: 0, out: expect.stringContaining('before') })
    expect(await reader.logged()).toHaveLength(1)
    expect(await reader.state()).toBe('active')
  })

  test('puts off the mail of whom it cannot reach for now', async () => {
    const reader = await somebody()
    const { status, out } = await pipe(postfixBounce({ ...reader, ...full }))
    expect(status).toBe(0)
    expect(out).toMatch(/^A soft bounce \(5\.2\.2\): 1 in a row; nothing is sent to subscriber reader-\d+ until /)
    expect(await reader.state()).toBe('active')
    expect(await desk.store.bounces.mailings(reader.id)).toHaveLength(1)
  })

  test('suspends whom it could not reach for days, and not before', async () => {
    const reader = await somebody({ digests: 5 })
    for (const [at, messageId] of reader.messageIds.entries()) {
      // As if each had come back on its day, eight days between the first and the last.
      expect(await reader.state()).toBe('active')
      if (at < 4)
        await desk.store.bounces.note(
          {
            at: daysAgo(8 - at).toISOString(),
            kind: 'soft',
            deliveryId: messageId.slice(1, -'@example.org>'.length),
            subscriberId: reader.id,
            status: '5.2.2',
            reason: '',
            outcome: 'held',
            source: 'mail',
          },
          { frozen: daysAgo(4 - at), keepMs: dayMs },
        )
      else await pipe(postfixBounce({ ...reader, ...full, messageId }))
    }
    expect(await reader.state()).toBe('suspended')
    expect((await reader.logged())[0]).toMatchObject({ kind: 'soft', outcome: 'suspended' })
  })

  test('five soft ones at once are no reason to suspend', async () => {
    const reader = await somebody({ digests: 6 })
    for (const messageId of reader.messageIds) await pipe(postfixBounce({ ...reader, ...full, messageId }))
    expect(await reader.state()).toBe('active')
    expect(await reader.logged()).toHaveLength(6)
  })

  test('leaves a refusal as a matter of policy to the operator, in the log without addresses', async () => {
    const reader = await somebody()
    expect(await pipe(postfixBounce({ ...reader, ...refused }))).toMatchObject({ status: 0, err: '' })
    expect(await reader.state()).toBe('active')
    const alarms = await desk.store.alarms.list()
    expect(alarms).toEqual([
      expect.objectContaining({
        name: 'refused',
        message:
          'mx.example.net refused a message as a matter of policy (5.7.26): 550 5.7.26 unauthenticated mail from (address)',
      }),
    ])
    expect(JSON.stringify(await desk.store.bounces.list(new Date(0), 1000))).not.toContain('@')
  })

  test('unsubscribes who complains, whatever address the report names or leaves out', async () => {
    const reader = await somebody()
    expect(await pipe(complaint(reader))).toMatchObject({
      status: 0,
      out: `A complaint (abuse): subscriber ${reader.id} is unsubscribed.\n`,
    })
    expect(await reader.state()).toBe('unsubscribed')
    await pipe(complaint(reader))
    expect(await reader.logged()).toEqual([expect.objectContaining({ kind: 'complaint', outcome: 'unsubscribed' })])
  })

  test('touches nobody for the address that a forged bounce names', async () => {
    const victim = await somebody()
    const { status, out } = await pipe(postfixBounce({ to: victim.to, messageId: '<guessed@example.org>' }))
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('not among our deliveries') })
    expect(await victim.state()).toBe('active')
    // A message of one's own with somebody else's address in the report.
    const other = await somebody()
    const { out: said } = await pipe(postfixBounce({ to: victim.to, messageId: other.messageId }))
    expect(said).toContain('A bounce of another address (5.1.1)')
    expect(await other.logged()).toEqual([expect.objectContaining({ kind: 'behind', outcome: 'noted' })])
    expect(await desk.store.bounces.mailings(other.id)).toEqual([])
    expect(await victim.state()).toBe('active')
    expect(await other.state()).toBe('active')
  })

  test('says nothing of somebody who confirmed after the message was sent', async () => {
    const reader = await somebody({ confirmed: daysAgo(-1).toISOString() })
    const { out } = await pipe(postfixBounce({ ...reader, messageId: reader.messageIds[0] ?? '' }))
    expect(out).toContain('confirmed after it was sent')
    expect(await reader.state()).toBe('active')
    expect(await reader.logged()).toEqual([expect.objectContaining({ kind: 'hard', outcome: 'noted' })])
  })

  test('brings nobody back who unsubscribed', async () => {
    const reader = await somebody()
    await desk.store.subscribers.update(reader.id, new Date(), (one) => ({ ...one, state: 'unsubscribed' }))
    await pipe(postfixBounce(reader))
    expect(await reader.state()).toBe('unsubscribed')
  })

  test.each([
    ['a message that is late', postfixBounce({ action: 'delayed', status: '4.4.1' }), 'tried further'],
    ['a message that arrived', postfixBounce({ action: 'delivered', status: '2.0.0' }), 'of no failure'],
    ['an automatic reply', outOfOffice, 'automatic reply'],
    ['feedback that is no complaint', complaint({ feedback: 'not-spam' }), '“not-spam”'],
  ])('has nothing to do for %s', async (_, message, said) => {
    expect(await pipe(message)).toEqual({ status: 0, out: expect.stringContaining(said), err: '' })
  })

  test('leaves a letter to a person, with status 1', async () => {
    expect(await pipe(letter)).toEqual({ status: 1, out: '', err: expect.stringMatching(/^This is no bounce/) })
    expect(await pipe('')).toMatchObject({ status: 1 })
  })

  test('asks the mail server to try again later where the records cannot be reached', async () => {
    expect(await pipe(postfixBounce(), { REDIS_URL: 'redis://127.0.0.1:1' })).toMatchObject({
      status: 75,
      out: '',
      err: expect.stringContaining('Redis'),
    })
    expect(await pipe(postfixBounce(), { REDIS_URL: 'nonsense' })).toMatchObject({ status: 75 })
  }, 20_000)
})

describe('bounces list', () => {
  test('shows what came back and what was done, without addresses', async () => {
    const reader = await somebody()
    await pipe(exchangeBounce(reader))
    const { status, out } = await desk.run('bounces', 'list')
    expect(status).toBe(0)
    expect(out).toMatch(new RegExp(`hard +5\\.1\\.10 +suspended +mail +${reader.id}-day-0 +550 5\\.1\\.10 RESOLVER`))
    expect(out).not.toMatch(/@/)
    const lines = (await desk.run('bounces', 'list', '--json', '--since', '1h')).out.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ subscriberId: reader.id, status: '5.1.10', outcome: 'suspended' }),
    )
  })
})

test('whoever was suspended may be added again, and is pending until they confirm', async () => {
  const reader = await somebody()
  await pipe(postfixBounce(reader))
  expect(await desk.run('subscribers', 'add', reader.to)).toMatchObject({ status: 0 })
  expect(await reader.state()).toBe('pending')
})
