import type { Context } from 'hono'
import { snsHostOf } from '../config/sns-topic.ts'
import { readSesFate } from '../mail/ses-fate.ts'
import { confirmationUrl, isCertificateUrl, readSnsMessage, type SnsMessage } from '../mail/sns-message.ts'
import { isSignedBy } from '../mail/sns-signature.ts'
import { actOnFate } from './act-on-fate.ts'
import { createSnsCertificates, type AskSns, type Certificates } from './sns-certificates.ts'
import { bodyOf, later, type PostAnswer, type Refusal, type WebhookDeps } from './provider-post.ts'

/**
 * Amazon SNS tries again for an hour at the most (docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html), and a message keeps the time at
 * which it was published; the clocks may be apart besides.
 */
const oldestMs = 65 * 60_000
const apartMs = 5 * 60_000

/** An answer to "confirm" is a few lines of XML. */
const mostBytes = 64 * 1024

/**
 * What Amazon SES tells through Amazon SNS. Whatever can be told from the message alone is checked before its certificate is asked for: a stranger
 * must not be able to have us fetch.
 */
export const sesWebhook = (deps: WebhookDeps) => {
  const { config, clock, store, log, askSns } = deps
  const certificates = createSnsCertificates({ ask: askSns, clock })

  return async (context: Context): Promise<PostAnswer> => {
    const { topics } = config().settings.webhooks.ses
    if (topics.length === 0) return { status: 404, error: 'no topics are set (webhooks.ses.topics in settings.yaml)' }
    const body = await bodyOf(context, ['text/plain', 'application/json'])
    if (typeof body !== 'string') return body
    const message = readSnsMessage(body)
    if (message === null) return notSigned
    const refusal = await whyNot(message, { topics, now: clock(), certificates })
    if (refusal !== null) return refusal
    const post = { id: `sns ${message.MessageId}`, content: `${message.Type} ${message.Message}` }
    const state = await store.posts.begin(post, oldestMs + apartMs)
    if (state === 'altered') return { status: 403, error: 'another message came under this MessageId' }
    if (state === 'done') return { outcome: 'had-before' }
    const done = await act(message, context.req.raw.signal)
    if ('error' in done) return done
    await store.posts.end(post)
    log.info({ ...done, messageId: message.MessageId }, 'a post of Amazon SNS was dealt with')
    return done
  }

  async function act(message: SnsMessage, signal: AbortSignal): Promise<PostAnswer> {
    if (message.Type === 'Notification') return await actOnFate(deps, readSesFate(message.Message), 'ses')
    if (message.Type === 'SubscriptionConfirmation') {
      if (!(await confirm(message, askSns, signal)))
        return later('expected Amazon SNS to take the confirmation: try again')
      await store.alarms.heal('ses')
      return { outcome: 'confirmed' }
    }
    const lost = `Amazon SNS no longer posts what ${message.TopicArn} tells of bounces: subscribe the endpoint again`
    await store.alarms.raise('ses', lost, clock())
    return { outcome: 'alarm-raised' }
  }
}

const notSigned: Refusal = {
  status: 400,
  error: 'expected a signed message of Amazon SNS; is "raw message delivery" off?',
}

type Asked = { topics: readonly string[]; now: Date; certificates: Certificates }

/** Why this message is not believed; null where it is. */
async function whyNot(message: SnsMessage, { topics, now, certificates }: Asked): Promise<Refusal | null> {
  const host = topics.includes(message.TopicArn) ? snsHostOf(message.TopicArn) : null
  if (host === null) return { status: 403, error: 'expected a topic of webhooks.ses.topics in settings.yaml' }
  if (!isCertificateUrl(message.SigningCertURL, host))
    return { status: 403, error: `expected a certificate of https://${host}` }
  const ageMs = now.getTime() - Date.parse(message.Timestamp)
  if (ageMs > oldestMs) return { status: 403, error: 'expected a message of the last hour' }
  if (ageMs < -apartMs)
    return { status: 403, error: 'expected a message that is not from the future; are both clocks right?' }
  const certificate = await certificates(message.SigningCertURL)
  if (certificate === null) return later('expected the certificate of Amazon SNS, it cannot be had for now: try again')
  return isSignedBy(message, certificate, now) ? null : { status: 403, error: 'expected the signature of Amazon SNS' }
}

type Confirmation = Extract<SnsMessage, { Token: string }>

async function confirm({ TopicArn, Token }: Confirmation, ask: AskSns, signal: AbortSignal): Promise<boolean> {
  const host = snsHostOf(TopicArn)
  if (host === null) return false
  const answer = await ask(confirmationUrl(host, TopicArn, Token), { accept: '*/*', mostBytes, isCut: true, signal })
  return answer.kind === 'ok'
}
