import type { Context } from 'hono'
import { readMailgunFate } from '../mail/mailgun-fate.ts'
import { isMailgunSigned, readMailgunPost } from '../mail/mailgun-post.ts'
import { actOnFate } from './act-on-fate.ts'
import { bodyOf, type PostAnswer, type WebhookDeps } from './provider-post.ts'

/**
 * Mailgun tries again for eight hours (documentation.mailgun.com, "Webhook retries"), and does not say that it signs anew; the clocks may be apart
 * besides. What was taken is remembered for longer, so that none of it can be used twice.
 */
const oldestMs = 9 * 3_600_000
const apartMs = 5 * 60_000

/** What Mailgun tells of messages. A signature that is wrong is answered so that it comes again: with the right key set meanwhile, nothing is lost. */
export const mailgunWebhook =
  (deps: WebhookDeps) =>
  async (context: Context): Promise<PostAnswer> => {
    const { clock, store, log, mailgunKey } = deps
    if (mailgunKey === null) return { status: 404, error: 'MAILGUN_SIGNING_KEY is not set' }
    const body = await bodyOf(context, ['application/json'])
    if (typeof body !== 'string') return body
    const read = readMailgunPost(body)
    if (read === null) return { status: 400, error: 'expected a signed event of Mailgun, as JSON' }
    if (!isMailgunSigned(read, mailgunKey)) return { status: 403, error: 'expected a signature by MAILGUN_SIGNING_KEY' }
    const ageMs = clock().getTime() - Number(read.signature.timestamp) * 1000
    if (ageMs > oldestMs || ageMs < -apartMs)
      return { status: 403, error: 'expected a signature of the last hours; is this clock right?' }

    const fate = readMailgunFate(read['event-data'])
    const post = { id: `mailgun ${read.signature.token}`, content: JSON.stringify(fate) }
    const state = await store.posts.begin(post, oldestMs + 2 * apartMs)
    if (state === 'altered') return { status: 403, error: 'another event came with this token' }
    if (state === 'done') return { outcome: 'had-before' }
    const done = await actOnFate(deps, fate, 'mailgun')
    await store.posts.end(post)
    log.info(done, 'a post of Mailgun was dealt with')
    return done
  }
