import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from './parse-json.ts'

/** What Mailgun posts (documentation.mailgun.com, "Webhook payloads" and "Securing webhooks"). */
const MailgunPost = z.object({
  signature: z.object({
    timestamp: z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^\d{9,11}$/)),
    token: z.string().regex(/^[\w-]{20,100}$/),
    signature: z.string().regex(/^[0-9a-f]{64}$/i),
  }),
  'event-data': z.record(z.string(), z.unknown()),
})
export type MailgunPost = z.output<typeof MailgunPost>

/** Reads what was posted; null where it has not the form of a signed event. That it is signed is not looked at. */
export function readMailgunPost(body: string): MailgunPost | null {
  const parsed = MailgunPost.safeParse(parseJson(body))
  return parsed.success ? parsed.data : null
}

/**
 * Whether Mailgun signed this: HMAC-SHA-256 of timestamp and token, by the account's signing key. It covers no more: what is said beside it may have been
 * exchanged by whoever saw a post before us, so that a token must be good for one event alone.
 */
export function isMailgunSigned({ signature: { timestamp, token, signature } }: MailgunPost, key: string): boolean {
  const expected = createHmac('sha256', key).update(timestamp).update(token).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}
