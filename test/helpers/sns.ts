import { sign, type KeyObject } from 'node:crypto'
import { Settings } from '../../src/config/settings.ts'
import { createHttpClient } from '../../src/feeds/http.ts'
import type { AskSns } from '../../src/web/sns-certificates.ts'
import { makeCertificate } from './certificate.ts'
import { createOpened } from './opened.ts'
import { startSite } from './site.ts'

export const topic = 'arn:aws:sns:eu-west-2:123456789012:bounces'
export const snsHost = 'sns.eu-west-2.amazonaws.com'
const certificatePath = '/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem'

type Fields = Record<string, unknown>

const dayMs = 86_400_000
let messages = 0

/** Amazon SNS on the loopback address: it has a certificate, signs messages, and is told when a subscription is confirmed. */
export async function startSns({ clock }: { clock: () => Date }) {
  await using opened = createOpened()
  const now = clock().getTime()
  const { pem, privateKey } = makeCertificate({ from: new Date(now - dayMs), to: new Date(now + 90 * dayMs) })
  const site = opened.use(await startSite({ [certificatePath]: { body: pem } }))
  const network = Settings.parse({
    network: { allow: ['127.0.0.0/8'], total_timeout: '2s', most_redirects: 0 },
  }).network
  const http = createHttpClient({ network, turn: async () => undefined, clock })
  const origin = `https://${snsHost}`
  const ask: AskSns = async (url, request) => {
    // Nothing but this host may ever be asked for.
    if (!url.startsWith(`${origin}/`)) throw new Error(`expected only ${origin} to be asked, got ${url}`)
    const answer = await http.get(url.replace(origin, site.origin), request)
    return answer.kind === 'ok' ? { ...answer, url: answer.url.replace(site.origin, origin) } : answer
  }
  const closeSite = opened.move()

  /** The fields of a message that was published now, and what is said in it. */
  function message(type: string, said: string, more: Fields = {}): Fields {
    messages += 1
    return {
      Type: type,
      MessageId: `00000000-0000-4000-8000-${String(messages).padStart(12, '0')}`,
      TopicArn: topic,
      Message: said,
      Timestamp: clock().toISOString(),
      SignatureVersion: '2',
      SigningCertURL: `${origin}${certificatePath}`,
      ...more,
    }
  }
  return {
    ask,
    site,
    origin,
    certificatePath,
    privateKey,
    notification: (said: object | string, more: Fields = {}) =>
      message('Notification', typeof said === 'string' ? said : JSON.stringify(said), {
        UnsubscribeURL: `${origin}/?Action=Unsubscribe&SubscriptionArn=${topic}:1`,
        ...more,
      }),
    confirmation: (type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation', more: Fields = {}) =>
      message(type, 'You have chosen to subscribe to the topic.', {
        Token: '2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3beb71854e285d6ad',
        SubscribeURL: `${origin}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=2336412f`,
        ...more,
      }),
    /** The body that SNS would post. */
    signed: (fields: Fields) => JSON.stringify({ ...fields, Signature: signatureOf(fields, privateKey) }),
    async [Symbol.asyncDispose]() {
      await http.close()
      await closeSite()
    },
  }
}
export type TestSns = Awaited<ReturnType<typeof startSns>>

/** As docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html describes it, written apart from the code that checks it. */
export function signatureOf(fields: Fields, privateKey: KeyObject): string {
  const names =
    fields['Type'] === 'Notification'
      ? ['Message', 'MessageId', ...('Subject' in fields ? ['Subject'] : []), 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names.map((name) => `${name}\n${String(fields[name])}\n`).join('')
  return sign(fields['SignatureVersion'] === '1' ? 'sha1' : 'sha256', Buffer.from(text), privateKey).toString('base64')
}
