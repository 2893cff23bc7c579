import { createHmac } from 'node:crypto'

type Given = { messageId?: string; to?: string }
type Failed = Given & { severity?: string; reason?: string; status?: object }

/** As documentation.mailgun.com, "Webhook payloads", has it: `event-data` of an event. */
export const mailgunSays = (event: string, { messageId = '<d1@example.org>', to = 'ann@example.net' }: Given = {}) => ({
  account: { id: '1234567890303a4bd1f33898' },
  domain: { name: 'example.org' },
  envelope: { sender: 'alerts@example.org', targets: to, transport: 'smtp' },
  event,
  flags: { 'is-authenticated': true, 'is-test-mode': false },
  id: 'CCXMjJ7nQi2N3BPigGOdgQ',
  'log-level': 'info',
  message: {
    headers: { from: 'Ofsted alerts <alerts@example.org>', 'message-id': messageId.slice(1, -1), subject: 'Leeds', to },
    size: 341,
  },
  recipient: to,
  'recipient-domain': 'example.net',
  timestamp: 1774785600.5,
})

export const mailgunFailed = ({
  severity = 'permanent',
  reason = 'bounce',
  status = { code: 550, 'enhanced-code': '5.1.1', message: 'no such user', description: '' },
  ...given
}: Failed = {}) => ({
  ...mailgunSays('failed', given),
  severity,
  reason,
  'delivery-status': { 'attempt-no': 1, 'mx-host': 'mx.example.net', 'session-seconds': 0.4, ...status },
})

let tokens = 0

/** Signed as documentation.mailgun.com, "Securing webhooks", has it. */
export function mailgunSignature(at: Date, key: string) {
  tokens += 1
  const token = `t${tokens}`.padEnd(50, '0')
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return {
    token,
    timestamp,
    signature: createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex'),
  }
}
