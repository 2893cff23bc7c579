import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** A key made for this run, and a certificate of it that nobody but a test believes. */
export type TestCertificate = { pem: string; privateKey: KeyObject }

/** DER, as ITU-T X.690 has it: a tag, a length, what is in it. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const inner = Buffer.concat(parts)
  const bytes = inner.length < 0x80 ? [] : [...Buffer.from(inner.length.toString(16).padStart(4, '0'), 'hex')]
  const length = bytes.length === 0 ? [inner.length] : [0x80 + bytes.length, ...bytes]
  return Buffer.concat([Buffer.from([tag, ...length]), inner])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11 */
const algorithm = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), der(0x05))

/** CN, 2.5.4.3 */
const nameOf = (text: string) =>
  sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(text)))))

/** UTCTime: 260329070000Z */
const timeOf = (time: Date) => der(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`))

/** A self-signed certificate (RFC 5280), so that no test needs openssl, and no private key lies in the repository. */
export function makeCertificate({
  from,
  to,
  kind = 'rsa',
}: {
  from: Date
  to: Date
  kind?: 'rsa' | 'ec'
}): TestCertificate {
  const { publicKey, privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = nameOf('sns.amazonaws.com (a test)')
  const body = sequence(
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(timeOf(from), timeOf(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return { pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`, privateKey }
}
