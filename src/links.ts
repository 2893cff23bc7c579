import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a link is good for; a token of one scope opens nothing of another. */
export type Scope = 'unsubscribe' | 'confirm'

export type Links = ReturnType<typeof createLinks>

const Payload = z.tuple([z.enum(['unsubscribe', 'confirm']), z.string(), z.number().nullable()])

/**
 * Every address that mails and pages point to. Tokens are signed with HMAC-SHA-256 by the first secret and accepted from any,
 * so that a secret can be replaced without breaking the links in mails already sent; links to unsubscribe never expire.
 */
export function createLinks({ publicUrl, secret }: { publicUrl: string; secret: string | string[] }) {
  const base = publicUrl.replace(/\/+$/, '')
  const secrets = [secret].flat()
  const token = (scope: Scope, subscriberId: string, expires: number | null): string => {
    const payload = Buffer.from(JSON.stringify([scope, subscriberId, expires])).toString('base64url')
    return `${payload}.${sign(payload, secrets[0] ?? '')}`
  }
  return {
    unsubscribe: (subscriberId: string) => `${base}/unsubscribe/${token('unsubscribe', subscriberId, null)}`,
    confirm: (subscriberId: string, expires: Date) => `${base}/confirm/${token('confirm', subscriberId, expires.getTime())}`,
    /** Whose link it is, or null where it is forged, damaged, of another scope or expired: a visitor learns no more than that. */
    verify(text: string, scope: Scope, now: Date): { subscriberId: string } | null {
      const [payload = '', signature = ''] = text.split('.')
      if (!secrets.some((one) => isSame(sign(payload, one), signature))) return null
      const parsed = Payload.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')))
      if (!parsed.success) return null
      const [of, subscriberId, expires] = parsed.data
      return of === scope && (expires === null || expires > now.getTime()) ? { subscriberId } : null
    },
  }
}

const sign = (payload: string, secret: string) => createHmac('sha256', secret).update(payload).digest('base64url')

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
