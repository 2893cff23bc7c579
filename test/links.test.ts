import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLinks, type Scope } from '../src/links.ts'

const secret = 'a-secret-of-at-least-32-characters'
const links = createLinks({ publicUrl: 'https://alerts.example.org/', secret })
const now = new Date('2026-03-01T12:00:00Z')
const tomorrow = new Date('2026-03-02T12:00:00Z')
const ann = '4a2f6c1e-93b7-4d0a-8c55-e1f7d20b6a94'
const happening = '0b6c2f4e-8f0d-4c11-9d55-3f6a1d1f7c52'
const scopes: Scope[] = ['unsubscribe', 'confirm', 'manage', 'owner', 'edition']

/** A link's token: the third part of its path. */
const tokenOf = (url: string) => new URL(url).pathname.split('/')[2] ?? ''
const tokenFor: Record<Scope, string> = {
  unsubscribe: tokenOf(links.unsubscribe('ann')),
  confirm: tokenOf(links.confirm('ann', tomorrow)),
  manage: tokenOf(links.manage('ann', tomorrow)),
  owner: tokenOf(links.owner('ann', tomorrow)),
  edition: tokenOf(links.edition('ann', 'daily-2026-03-01')),
}

test('every address of the service', () => {
  expect({
    unsubscribe: links.unsubscribe('ann'),
    confirm: links.confirm('ann', tomorrow),
    manage: links.manage('ann', tomorrow),
    owner: links.owner('ann', tomorrow),
    feedback: links.feedback(ann, happening, tomorrow),
    edition: links.edition('ann', 'daily-2026-03-01+weekly-2026-03-02'),
    event: links.event('a/b?c'),
    authority: links.authority('King’s Lynn & St. Éd, Isle of'),
    authorityFeed: links.feed({ authority: 'Bath and North East Somerset' }, 'atom'),
    ruleFeed: links.feed({ rule: 'rating-change' }, 'json'),
    feed: links.feed(null, 'atom'),
    health: links.health(),
  }).toMatchInlineSnapshot(`
    {
      "authority": "https://alerts.example.org/authorities/kings-lynn-st-ed-isle-of",
      "authorityFeed": "https://alerts.example.org/authorities/bath-and-north-east-somerset/feed.atom",
      "confirm": "https://alerts.example.org/confirm/WyJjb25maXJtIiwiYW5uIiwxNzcyNDUyODAwMDAwXQ.RutnWJ3CPTaur79WujfLPrhSBqB04kXYn1F-5oJ5Mzo",
      "edition": "https://alerts.example.org/digests/WyJlZGl0aW9uIiwiYW5uIixudWxsLCJkYWlseS0yMDI2LTAzLTAxK3dlZWtseS0yMDI2LTAzLTAyIl0.6HojeiYNUMNnvvzHd41QO5qqIleqzOj0nv4cN79WbMQ/daily-2026-03-01%2Bweekly-2026-03-02",
      "event": "https://alerts.example.org/events/a%2Fb%3Fc",
      "feed": "https://alerts.example.org/events/feed.atom",
      "feedback": "https://alerts.example.org/feedback/O__s42LQy0hEepqp.Si9sHpO3TQqMVeH30gtqlA.C2wvTo8NTBGdVT9qHR98Ug.ftu",
      "health": "https://alerts.example.org/healthz",
      "manage": "https://alerts.example.org/manage/WyJtYW5hZ2UiLCJhbm4iLDE3NzI0NTI4MDAwMDBd.yqgl45JXdiZExZoqVhe8CZc9cZOS7OwV3-w8XuEucRI",
      "owner": "https://alerts.example.org/manage/WyJvd25lciIsImFubiIsMTc3MjQ1MjgwMDAwMF0.M85b12kRWBCl2HUjymgYWDYzpUAVI9VxyXVkl2rkork",
      "ruleFeed": "https://alerts.example.org/rules/rating-change/feed.json",
      "unsubscribe": "https://alerts.example.org/unsubscribe/WyJ1bnN1YnNjcmliZSIsImFubiIsbnVsbF0.vfyUKed8E0jwgsPZ3wV9liZ8tXYX9SloN3etEZcIG2Q",
    }
  `)
})

describe('a token', () => {
  test('opens what it was made for, and nothing else', () => {
    for (const made of scopes) {
      for (const asked of scopes) {
        const opened = { ok: true, subscriberId: 'ann', ...(made === 'edition' ? { window: 'daily-2026-03-01' } : {}) }
        const expected = made === asked ? opened : { ok: false, why: 'wrong-scope' }
        expect(links.read(tokenFor[made], asked, now), `${made} as ${asked}`).toEqual(expected)
      }
    }
  })

  test('for one edition opens no other', () => {
    expect(links.verifyEdition(tokenFor.edition, 'daily-2026-03-01', now)).toEqual({ subscriberId: 'ann' })
    for (const other of ['daily-2026-03-02', 'daily-2026-03-01-2', 'daily-2026-03-0', ''])
      expect(links.verifyEdition(tokenFor.edition, other, now)).toBeNull()
    expect(links.verifyEdition(tokenFor.manage, '', now)).toBeNull()
  })

  test('expires at its time, but for unsubscribing', () => {
    expect(links.read(tokenFor.confirm, 'confirm', new Date(tomorrow.getTime() - 1))).toMatchObject({ ok: true })
    expect(links.read(tokenFor.confirm, 'confirm', tomorrow)).toEqual({ ok: false, why: 'expired' })
    expect(links.read(tokenFor.unsubscribe, 'unsubscribe', new Date('2096-01-01'))).toMatchObject({ ok: true })
  })

  test('of an older secret still opens, one of a secret we never had does not', () => {
    const rotated = createLinks({
      publicUrl: 'https://alerts.example.org',
      secret: ['a-newer-secret-of-32-characters-xx', secret],
    })
    expect(rotated.read(tokenFor.unsubscribe, 'unsubscribe', now)).toEqual({ ok: true, subscriberId: 'ann' })
    expect(links.read(tokenOf(rotated.unsubscribe('ann')), 'unsubscribe', now)).toEqual({ ok: false, why: 'forged' })
  })

  test('holds any subscriber id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        expect(links.verify(tokenOf(links.unsubscribe(id)), 'unsubscribe', now)?.subscriberId).toBe(id)
      }),
    )
  })

  test('changed in any one character opens nothing', () => {
    const token = tokenFor.unsubscribe
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ unit: 'grapheme', minLength: 0, maxLength: 2 }), (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1)
        fc.pre(changed !== token)
        expect(links.verify(changed, 'unsubscribe', now)).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })

  test('made up by somebody else opens nothing and breaks nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.base64String(), (payload, signature) => {
        expect(links.verify(`${payload}.${signature}`, 'unsubscribe', now)).toBeNull()
        expect(links.verify(payload, 'unsubscribe', now)).toBeNull()
      }),
    )
    const [payload] = tokenFor.unsubscribe.split('.')
    // As many characters as a signature has, and more bytes.
    expect(links.read(`${payload}.${'é'.repeat(43)}`, 'unsubscribe', now)).toEqual({ ok: false, why: 'malformed' })
    expect(links.read(`${tokenFor.unsubscribe}.more`, 'unsubscribe', now)).toEqual({ ok: false, why: 'malformed' })
    expect(links.read('', 'unsubscribe', now)).toEqual({ ok: false, why: 'malformed' })
  })
})

describe('a link to say that an event is wrong', () => {
  const link = links.feedback(ann, happening, tomorrow)

  test('names reader and event, whatever their ids, in less than a hundred characters', () => {
    expect(links.readFeedback(tokenOf(link), now)).toEqual({ subscriberId: ann, eventId: happening })
    expect(new URL(link).pathname.length).toBeLessThan(80)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (subscriberId, eventId) => {
        const token = tokenOf(links.feedback(subscriberId, eventId, tomorrow))
        expect(links.readFeedback(token, now)).toEqual(subscriberId === '' ? null : { subscriberId, eventId })
      }),
    )
  })

  test('works until the day on which it runs out begins', () => {
    expect(links.readFeedback(tokenOf(link), new Date('2026-03-01T23:59:59Z'))).not.toBeNull()
    expect(links.readFeedback(tokenOf(link), new Date('2026-03-02T00:00:00Z'))).toBeNull()
  })

  test('changed in any one character opens nothing, and neither does one of another reader or event', () => {
    const token = tokenOf(link)
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ unit: 'grapheme', maxLength: 2 }), (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1)
        fc.pre(changed !== token)
        expect(links.readFeedback(changed, now)).toBeNull()
      }),
      { numRuns: 2000 },
    )
    const [mark] = token.split('.')
    const [, ...others] = tokenOf(links.feedback(happening, ann, tomorrow)).split('.')
    expect(links.readFeedback([mark, ...others].join('.'), now)).toBeNull()
    for (const scope of scopes) {
      expect(links.readFeedback(tokenFor[scope], now)).toBeNull()
      expect(links.verify(token, scope, now)).toBeNull()
    }
  })

  test('is kept under a name that only the secret leads to, for each secret one', () => {
    const rotated = createLinks({ publicUrl: 'https://alerts.example.org', secret: ['another', secret] })
    const names = rotated.feedbackNames(ann, happening)
    expect(names).toHaveLength(2)
    expect(names[1]).toBe(links.feedbackNames(ann, happening)[0])
    expect(names.join()).not.toContain(ann)
    expect(links.feedbackNames(ann, 'another')).not.toEqual(links.feedbackNames(ann, happening))
    expect(rotated.readFeedback(tokenOf(link), now)).toEqual({ subscriberId: ann, eventId: happening })
  })
})

test('nothing is signed with an empty secret', () => {
  for (const empty of ['', [], [secret, '']]) {
    expect(() => createLinks({ publicUrl: 'https://alerts.example.org', secret: empty })).toThrow('set SECRET')
  }
})
