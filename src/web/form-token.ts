import { createHmac, timingSafeEqual } from 'node:crypto'

/** Longer than anybody looks at a form before it is sent. */
const goodMs = 12 * 3_600_000

export type FormTokens = ReturnType<typeof createFormTokens>

/**
 * What a form must carry to be believed: proof that a page of ours showed it to this operator. Browsers add a password to whatever is sent to us, also by
 * another site's page; that page cannot know this (OWASP, Cross-Site Request Forgery Prevention: signed tokens).
 */
export function createFormTokens({ secret }: { secret: string }) {
  // A key of its own: what is signed here is good for nothing else, and nothing else is good here.
  const key = createHmac('sha256', secret).update('forms of the operator').digest()
  const sign = (operator: string, expires: number) =>
    createHmac('sha256', key)
      .update(JSON.stringify([operator, expires]))
      .digest()

  return {
    make(operator: string, now: Date): string {
      const expires = now.getTime() + goodMs
      return `${expires}.${sign(operator, expires).toString('base64url')}`
    },
    isGood(token: string, operator: string, now: Date): boolean {
      const [, expires, signature] = /^(\d{1,16})\.([\w-]{43})$/.exec(token) ?? []
      if (expires === undefined || signature === undefined || Number(expires) <= now.getTime()) return false
      return timingSafeEqual(sign(operator, Number(expires)), Buffer.from(signature, 'base64url'))
    },
  }
}
