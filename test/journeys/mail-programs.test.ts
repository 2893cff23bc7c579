import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildSubscription } from '../helpers/build.ts'
import { openDesk } from '../helpers/desk.ts'
import type { InboxMessage } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { visitStory } from '../helpers/stories.ts'
import { fieldsOf, headerFaults, headOf, valueOf } from '../mail/header-faults.ts'

/** What mail programs and servers read of our messages: the header as it came, byte for byte. */
const start = '2026-03-02T10:00:00Z'
const story = (authority: string, number: number) => visitStory(authority, number, { published: start })

let opened: Opened
let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  opened = createOpened()
  desk = await openDesk(opened, { start })
  await desk.app.drain()
})
afterEach(() => opened[Symbol.asyncDispose]())

/** An hour later, with this in the news as well. */
async function happens(...stories: ReturnType<typeof story>[]): Promise<InboxMessage | undefined> {
  desk.stories.push(...stories)
  desk.time.advance(3_600_000)
  await desk.app.drain()
  return desk.inbox.messages.at(-1)
}

/** Asks for alerts in the name of an address; the message that answers. */
async function ask(address: string): Promise<InboxMessage | undefined> {
  const form = { address, where: 'all', rules: 'monitoring-visit', cadence: 'immediate' }
  const body = new URLSearchParams(form)
  await fetch(`http://127.0.0.1:${desk.app.httpPort}/subscribe`, { method: 'POST', body, redirect: 'manual' })
  await desk.app.drain()
  return desk.inbox.messages.at(-1)
}

const ofEveryMail = ['list-id', 'auto-submitted', 'x-auto-response-suppress', 'x-delivery']
const ofDigests = [...ofEveryMail, 'list-unsubscribe', 'list-unsubscribe-post']

/** The form of a Message-ID (RFC 5322, 3.6.4): two dot-atoms. */
const messageId = /^<[\w!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*>$/

test('the header of a digest is all that it should be, and nothing else', async () => {
  await desk.app.subscribe('ann')
  const raw = (await happens(story('Kent', 1)))!.raw
  expect(headerFaults(raw, ofDigests)).toEqual([])
  // RFC 8058, 3.1 and 8.1: one https address in angle brackets, on the line of its name, neither folded nor encoded.
  expect(headOf(raw)).toMatch(/^List-Unsubscribe: <https:\/\/alerts\.example\.org\/unsubscribe\/[\w.-]+>\r$/m)
  expect(headOf(raw)).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  // RFC 2919, 2 and 3: a name of dots and letters, shorter than 256, that stays the same.
  expect(valueOf(raw, 'List-Id')).toBe('<digests.alerts.example.org>')
  // RFC 3834, 5.
  expect(valueOf(raw, 'Auto-Submitted')).toBe('auto-generated')
  expect(valueOf(raw, 'Message-ID')).toMatch(messageId)
  expect(valueOf(raw, 'X-Delivery')).toBe(valueOf(raw, 'Message-ID'))
  expect(valueOf(raw, 'From')).toBe('Ofsted alerts <alerts@example.org>')
  expect(valueOf(raw, 'To')).toBe('ann@example.org')
  // RFC 5322, 3.3.
  expect(valueOf(raw, 'Date')).toBe('Mon, 02 Mar 2026 11:00:00 +0000')
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('a confirmation is one short part of plain text that says who asked, from where and for what, and is of no list to leave', async () => {
  const { raw, parsed } = (await ask('ann@example.org'))!
  expect(headerFaults(raw, [...ofEveryMail, 'content-transfer-encoding'])).toEqual([])
  expect(valueOf(raw, 'Content-Type')).toBe('text/plain; charset=utf-8')
  expect(parsed.html).toBe(false)
  expect(parsed.text).toContain(
    'asked on 2 March 2026 at 10:00, from the network 127.0.0.0/24, for news about children',
  )
  expect(parsed.text).toContain('“Monitoring visit”, as soon as something happens')
  expect(raw.length).toBeLessThan(2000)
})

test('nor is the message to somebody who is subscribed already', async () => {
  await desk.app.subscribe('ann')
  const { raw } = (await ask('ann@example.org'))!
  expect(headerFaults(raw, ofEveryMail)).toEqual([])
  expect(valueOf(raw, 'Message-ID')).toMatch(messageId)
})

describe('a mail program that unsubscribes with what the header says', () => {
  const parts = new FormData()
  parts.set('List-Unsubscribe', 'One-Click')
  // RFC 8058, 3.2, has both.
  const bodies = [
    ['as forms are sent', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['in parts', parts],
  ] as const

  test.each(bodies)('%s, with no cookie and no visit before, ends all that its user gets', async (_, body) => {
    const subscriptions = [
      buildSubscription({ id: 'kent', authorities: ['Kent'] }),
      buildSubscription({ id: 'leeds', authorities: ['Leeds'], cadence: { kind: 'daily', at: '08:00' } }),
    ]
    await desk.app.subscribe('ann', { subscriptions })
    await desk.app.subscribe('bob')
    await happens(story('Kent', 1))
    const mail = desk.inbox.messages.find(({ to }) => to === 'ann@example.org')!
    const fields = Object.fromEntries(fieldsOf(headOf(mail.raw)).map(({ name, value }) => [name, value]))
    expect(fields['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    const [, uri = ''] = /^<([^<>\s]+)>$/.exec(fields['list-unsubscribe'] ?? '') ?? []

    // Mail programs follow no redirect, and heed the status alone.
    const here = `http://127.0.0.1:${desk.app.httpPort}${new URL(uri).pathname}`
    const answer = await fetch(here, { method: 'POST', body, redirect: 'manual' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()

    const before = desk.inbox.messages.length
    await happens(story('Kent', 2), story('Leeds', 3))
    desk.time.advance(48 * 3_600_000)
    await desk.app.drain()
    expect(desk.inbox.messages.slice(before).map(({ to }) => to)).toEqual(['bob@example.org'])
  })
})
