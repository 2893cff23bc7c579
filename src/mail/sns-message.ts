import { z } from 'zod'
import { parseJson } from './parse-json.ts'

const common = {
  MessageId: z.string().regex(/^[\w-]{8,100}$/),
  TopicArn: z.string().max(400),
  Message: z.string(),
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().regex(/^[A-Za-z0-9+/]{40,2000}={0,2}$/),
  SigningCertURL: z.string().max(400),
}
const confirmation = { SubscribeURL: z.string().max(4000), Token: z.string().regex(/^[\w-]{8,2000}$/) }

/** What Amazon SNS posts to a web address (docs.aws.amazon.com/sns/latest/dg/http-notification-json.html and the pages beside it). */
const SnsMessage = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('Notification'), ...common, Subject: z.string().nullish() }),
  z.object({ Type: z.literal('SubscriptionConfirmation'), ...common, ...confirmation }),
  z.object({ Type: z.literal('UnsubscribeConfirmation'), ...common, ...confirmation }),
])
export type SnsMessage = z.output<typeof SnsMessage>

/** Reads what was posted; null where it has not the form of a signed message. That it is signed is not looked at. */
export function readSnsMessage(body: string): SnsMessage | null {
  const parsed = SnsMessage.safeParse(parseJson(body))
  return parsed.success ? parsed.data : null
}

/**
 * Whether a certificate may be fetched from there: over https, from this host of Amazon SNS, under the name that its certificates have. The whole
 * address is compared, not its parts, so that no reading of it by another parser leads elsewhere.
 */
export function isCertificateUrl(url: string, host: string): boolean {
  const start = `https://${host}/SimpleNotificationService-`
  return url.startsWith(start) && /^[0-9A-Za-z]{16,64}\.pem$/.test(url.slice(start.length))
}

/** Where a subscription is confirmed. Written anew from the topic and its token, so that no address of the message is followed. */
export const confirmationUrl = (host: string, topic: string, token: string): string =>
  `https://${host}/?${new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topic, Token: token }).toString()}`
