import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a link is good for; a token of one scope opens nothing of another. */
export type Scope = z.output<typeof Payload>[0]

/** Whose link it is, or what is wrong with it. Only a link that we signed is ever called expired or of another scope. */
export type LinkReading =
  | { ok: true; subscriberId: string; window?: string }
  | { ok: false; why: 'malformed' | 'forged' | 'wrong-scope' | 'expired' }

/** How many days links are good. Those to unsubscribe are good for ever. */
export const linkDays = {
  /** To confirm, or to change what one gets, sent because somebody asked for it. */
  asked: 7,
  /** To change what one gets, in the foot of a digest: digests are passed on and lie about. */
  digest: 30,
  /** To say that an event of a digest is wrong, under each of its events. */
  feedback: 90,
}

const dayMs = 86_400_000

export type Links = ReturnType<typeof createLinks>

/** Scope, subscriber, when it expires (ms), and of an edition its window: whoever is passed one digest has not all of them. */
const Payload = z.tuple([
  z.enum(['unsubscribe', 'confirm', 'manage', 'owner', 'edition']),
  z.string(),
  z.number().nullable(),
  z.string().optional(),
])

/**
 * Every address that mails and pages point to. Tokens are signed with HMAC-SHA-256 by the first secret and accepted from any, so that a
 * secret can be replaced without breaking the links in mails already sent; links to unsubscribe never expire.
 * Throws where a secret is missing or empty.
 */
export function createLinks({ publicUrl, secret }: { publicUrl: string; secret: string | string[] }) {
  const base = publicUrl.replace(/\/+$/, '')
  const secrets = [secret].flat()
  const [first] = secrets
  if (first === undefined || secrets.includes(''))
    throw new Error('expected a secret to sign links with, got an empty one: set SECRET')
  const token = (scope: Scope, subscriberId: string, expires: Date | null, window?: string): string => {
    const said = [scope, subscriberId, expires?.getTime() ?? null, ...(window === undefined ? [] : [window])]
    const payload = Buffer.from(JSON.stringify(said)).toString('base64url')
    return `${payload}.${sign(payload, first)}`
  }

  function read(text: string, scope: Scope, now: Date): LinkReading {
    const [, payload, signature] = /^([\w-]+)\.([\w-]+)$/.exec(text) ?? []
    if (payload === undefined || signature === undefined) return { ok: false, why: 'malformed' }
    if (!secrets.some((one) => isSame(sign(payload, one), signature))) return { ok: false, why: 'forged' }
    const parsed = Payload.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')))
    if (!parsed.success) return { ok: false, why: 'malformed' }
    const [of, subscriberId, expires, window] = parsed.data
    if (of !== scope) return { ok: false, why: 'wrong-scope' }
    if (expires !== null && expires <= now.getTime()) return { ok: false, why: 'expired' }
    return { ok: true, subscriberId, ...(window === undefined ? {} : { window }) }
  }

  return {
    unsubscribe: (subscriberId: string) => `${base}/unsubscribe/${token('unsubscribe', subscriberId, null)}`,
    confirm: (subscriberId: string, expires: Date) => `${base}/confirm/${token('confirm', subscriberId, expires)}`,
    /** Where a subscriber changes what they get; for digests, which are passed on. */
    manage: (subscriberId: string, expires: Date) => `${base}/manage/${token('manage', subscriberId, expires)}`,
    /** The same page, where its holder may also copy and erase what is kept; only for whoever just showed that they read the subscriber's mail. */
    owner: (subscriberId: string, expires: Date) => `${base}/manage/${token('owner', subscriberId, expires)}`,
    /** Where a subscriber says what is wrong with an event that they were told of. */
    feedback: (subscriberId: string, eventId: string, expires: Date) =>
      `${base}/feedback/${feedbackToken({ subscriberId, eventId, expires }, first)}`,
    /** What stands in a digest: the same whenever its message is made. */
    ofDigest({ subscriberId, window, frozen }: { subscriberId: string; window: string; frozen: string }) {
      const after = (days: number) => new Date(Date.parse(frozen) + days * dayMs)
      return {
        unsubscribe: this.unsubscribe(subscriberId),
        manage: this.manage(subscriberId, after(linkDays.digest)),
        edition: this.edition(subscriberId, window),
        feedback: (eventId: string) => this.feedback(subscriberId, eventId, after(linkDays.feedback)),
      }
    },
    /** The page of one digest; `window` as in the digest. Good for as long as the digest is kept, and for no other. */
    edition: (subscriberId: string, window: string) =>
      `${base}/digests/${token('edition', subscriberId, null, window)}/${encodeURIComponent(window)}`,
    /** Whose edition a link leads to; null where its token is not for this window. */
    verifyEdition(text: string, window: string, now: Date): { subscriberId: string } | null {
      const reading = read(text, 'edition', now)
      return reading.ok && reading.window === window ? { subscriberId: reading.subscriberId } : null
    },
    event: (eventId: string) => `${base}/events/${encodeURIComponent(eventId)}`,
    /** The newest events, some or all, page by page. */
    events({ authority, rule, page }: { authority?: string | null; rule?: string | null; page?: number } = {}) {
      const asked = new URLSearchParams()
      if (authority != null) asked.set('authority', authority)
      if (rule != null) asked.set('rule', rule)
      if (page !== undefined && page > 1) asked.set('page', String(page))
      return `${base}/events${asked.size === 0 ? '' : `?${asked.toString()}`}`
    },
    /** The public page of an authority, by its name in authorities.csv. */
    authority: (name: string) => `${base}/authorities/${slugOf(name)}`,
    /** Events as a feed: of an authority, of a rule, or all. */
    feed: (of: { authority: string } | { rule: string } | null, form: 'atom' | 'json') =>
      `${base}${of === null ? '/events' : 'rule' in of ? `/rules/${encodeURIComponent(of.rule)}` : `/authorities/${slugOf(of.authority)}`}/feed.${form}`,
    health: () => `${base}/healthz`,
    read,
    /** Whose link it is and to which event; null for one that does not work. */
    readFeedback: (text: string, now: Date) => readFeedback(text, secrets, now),
    /**
     * The names under which what a subscriber says of an event is kept, the one to write first; the others are of older secrets. Who holds the
     * records alone cannot tell whose they are.
     */
    feedbackNames: (subscriberId: string, eventId: string): [string, ...string[]] => {
      const nameBy = (one: string) => sign(`feedback of ${JSON.stringify([subscriberId, eventId])}`, one)
      return [nameBy(first), ...secrets.slice(1).map(nameBy)]
    },
    /** As `read`, for whoever shows one page for every link that does not work. */
    verify(text: string, scope: Scope, now: Date): { subscriberId: string } | null {
      const reading = read(text, scope, now)
      return reading.ok ? { subscriberId: reading.subscriberId } : null
    },
  }
}

/** A name as it stands in the address of a page: "Bath and North East Somerset" is bath-and-north-east-somerset. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’.]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')

const sign = (payload: string, secret: string) => createHmac('sha256', secret).update(payload).digest('base64url')

/** Both are base64url by now, so that as many characters are as many bytes. */
const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type OfFeedback = { subscriberId: string; eventId: string; expires: Date }

/** 96 bits: nobody guesses that, and all it guards is an opinion. A digest has hundreds of these links, and is cut at 102 kB. */
const feedbackMark = 16

/** A token in a third of the room of the others: signature, subscriber, event, and the day with whose beginning it runs out (since 1970, base 36). */
function feedbackToken({ subscriberId, eventId, expires }: OfFeedback, secret: string): string {
  const signed = [subscriberId, eventId].map(shortId).concat(Math.floor(expires.getTime() / dayMs).toString(36))
  return [markOf(signed.join('.'), secret), ...signed].join('.')
}

function readFeedback(text: string, secrets: string[], now: Date): Omit<OfFeedback, 'expires'> | null {
  const [, mark, signed, subscriber, event, day] =
    /^([\w-]{16})\.((~?[\w-]{1,2000})\.(~?[\w-]{1,2000})\.([0-9a-z]{1,6}))$/.exec(text) ?? []
  if (mark === undefined || signed === undefined || subscriber === undefined || event === undefined) return null
  if (!secrets.some((one) => isSame(markOf(signed, one), mark))) return null
  const isOver = Number.parseInt(day ?? '', 36) <= Math.floor(now.getTime() / dayMs)
  return isOver ? null : { subscriberId: longId(subscriber), eventId: longId(event) }
}

/** "feedback" and a space: no token of another scope is signed over such a text. */
const markOf = (signed: string, secret: string) => sign(`feedback ${signed}`, secret).slice(0, feedbackMark)

/** A UUID as 22 letters; any other id, which only tests have, after a "~". */
const shortId = (id: string): string =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
    : `~${Buffer.from(id).toString('base64url')}`

function longId(short: string): string {
  if (short.startsWith('~')) return Buffer.from(short.slice(1), 'base64url').toString('utf8')
  return Buffer.from(short, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
