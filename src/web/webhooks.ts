import { Hono, type Context } from 'hono'
import { limits } from './limits.ts'
import { mailgunWebhook } from './mailgun-webhook.ts'
import { later, type PostAnswer, type Refusal, type WebhookDeps } from './provider-post.ts'
import { sesWebhook } from './ses-webhook.ts'

/** The most that Amazon SNS sends (docs.aws.amazon.com/general/latest/gr/sns.html); Mailgun sends a few kilobytes. */
const mostBodyBytes = 256 * 1024

/** Amazon SNS waits 15 seconds for an answer. */
const answerWithinMs = 5000

/**
 * Where mail providers post what became of our messages. Whatever is signed and can be dealt with is answered with 200, also if nothing is to be done, so
 * that it does not come again; 503 where it should. What is refused is logged, once a minute: strangers may post as much as they like.
 */
export function webhooks(deps: WebhookDeps): Hono {
  const { log } = deps
  const app = new Hono()
  const sayRefused = onceAMinute(deps.clock, (refusal: Refusal, others: number) =>
    log.warn({ ...refusal, others }, 'a post to the webhooks of mail providers was refused'),
  )
  const answered = (handle: (context: Context) => Promise<PostAnswer>) => async (context: Context) => {
    const answer = await handle(context)
    if (!('error' in answer)) return context.json({ outcome: answer.outcome })
    if (answer.status !== 404) sayRefused(answer)
    return refuse(context, answer)
  }

  app.use(limits({ answerWithinMs, mostBytes: mostBodyBytes, tooLarge: (context) => refuse(context, tooLarge) }))
  app.post('/ses', answered(sesWebhook(deps)))
  app.post('/mailgun', answered(mailgunWebhook(deps)))
  app.onError((error, context) => {
    // Redis is away, or slow; nothing was decided that would be lost.
    log.error({ err: error, route: context.req.routePath }, 'a post of a mail provider could not be dealt with')
    return refuse(context, later('expected the records, they cannot be reached: try again'))
  })
  return app
}

const tooLarge: Refusal = { status: 413, error: `expected at most ${mostBodyBytes} bytes` }

/** The reason is for the operator, who sees it in the provider's log. */
function refuse(context: Context, { status, error }: Refusal): Response {
  if (status === 503) context.header('Retry-After', '60')
  return context.json({ error }, status)
}

const minuteMs = 60_000

/** Says the first of what comes within a minute, and how many were not said before it. */
function onceAMinute<T>(clock: () => Date, say: (one: T, others: number) => void): (one: T) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  let others = 0
  return (one) => {
    const now = clock().getTime()
    if (Math.abs(now - saidAt) < minuteMs) {
      others += 1
      return
    }
    say(one, others)
    saidAt = now
    others = 0
  }
}
