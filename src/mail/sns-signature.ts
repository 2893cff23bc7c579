import { verify, X509Certificate } from 'node:crypto'
import type { SnsMessage } from './sns-message.ts'

/**
 * Whether the message was signed with the key of this certificate (PEM), while that is valid. Version 1 is RSA with SHA-1, version 2 with SHA-256, over
 * the names and values of certain fields (docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html). That the certificate is Amazon's, its
 * address and TLS tell.
 */
export function isSignedBy(message: SnsMessage, certificate: string, now: Date): boolean {
  const read = readCertificate(certificate)
  if (read === null || now < read.from || now > read.to) return false
  const digest = message.SignatureVersion === '1' ? 'sha1' : 'sha256'
  return verify(digest, Buffer.from(signedText(message)), read.key, Buffer.from(message.Signature, 'base64'))
}

const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']

/** The fields that are signed, in the order of their names' bytes. */
const signed: Record<SnsMessage['Type'], string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
}

/** The text that Amazon SNS signs: the name and the value of each field, on lines of their own. A subject that is not there is left out. */
function signedText(message: SnsMessage): string {
  const values = new Map<string, string | null | undefined>(Object.entries(message))
  return signed[message.Type].map((name) => (values.get(name) == null ? '' : `${name}\n${values.get(name)}\n`)).join('')
}

/** An RSA key and when it may be used; null where the text is no certificate with one. */
function readCertificate(pem: string) {
  try {
    const { publicKey: key, validFrom, validTo } = new X509Certificate(pem)
    const [from, to] = [new Date(validFrom), new Date(validTo)]
    return key.asymmetricKeyType === 'rsa' && !Number.isNaN(from.getTime()) && !Number.isNaN(to.getTime())
      ? { key, from, to }
      : null
  } catch {
    return null
  }
}

/** Whether this is a certificate that signatures can be checked with. */
export const isCertificate = (pem: string): boolean => readCertificate(pem) !== null
