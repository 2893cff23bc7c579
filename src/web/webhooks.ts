import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { timeout } from 'hono/timeout'
import { mailgunWebhook } from './mailgun-webhook.ts'
import { sesWebhook } from './ses-webhook.ts'
import { later, refuse, type Refusal, type WebhookDeps } from './provider-post.ts'

/** The most that Amazon SNS sends (docs.aws.amazon.com/general/latest/gr/sns.html); Mailgun sends a few kilobytes. */
const mostBodyBytes = 256 * 1024

/** Amazon SNS waits 15 seconds for an answer. */
const answerWithinMs = 5000

/**
 * Where mail providers post what became of our messages. Whatever is signed and can be dealt with is answered with 200, also if nothing is to be done, so
 * that it does not come again; 503 where it should. A reason is for the operator, who sees it in the provider's log.
 */
export function webhooks(deps: WebhookDeps): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: mostBodyBytes, onError: (context) => refuse(context, tooLarge) }))
  app.use(timeout(answerWithinMs))
  app.post('/ses', sesWebhook(deps))
  app.post('/mailgun', mailgunWebhook(deps))
  app.onError((error, context) => {
    // Redis is away, or slow; nothing was decided that would be lost.
    deps.log.error({ err: error, route: context.req.routePath }, 'a post of a mail provider could not be dealt with')
    return refuse(context, later('expected the records, they cannot be reached: try again'))
  })
  return app
}

const tooLarge: Refusal = { status: 413, error: `expected at most ${mostBodyBytes} bytes` }
