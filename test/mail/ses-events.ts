type Given = {
  /** Of our message, with its brackets. */
  messageId?: string
  to?: string
  /** What Amazon SES calls it. */
  serverId?: string
  /** Whether it was asked to include the headers. */
  headers?: 'all' | 'common' | 'none'
}
type Bounced = Given & {
  type?: string
  subType?: string
  status?: string
  diagnostic?: string
  /** In place of the one that `to` names. */
  recipients?: Record<string, string>[]
  /** Of an identity's topic, or of a configuration set's. */
  by?: 'notificationType' | 'eventType'
}

/** As in docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html, with our headers. */
function mailOf({ messageId = '<d1@example.org>', to = 'ann@example.net', serverId, headers = 'all' }: Given) {
  return {
    timestamp: '2026-03-29T11:59:00.000Z',
    source: 'Ofsted alerts <alerts@example.org>',
    sourceArn: 'arn:aws:ses:eu-west-2:123456789012:identity/example.org',
    sendingAccountId: '123456789012',
    messageId: serverId ?? '0102018f00000000-00000000-0000-0000-0000-000000000000-000000',
    destination: [to],
    ...(headers === 'none'
      ? {}
      : { headersTruncated: false, commonHeaders: { messageId, to: [to], subject: 'Leeds' } }),
    ...(headers === 'all'
      ? {
          headers: [
            { name: 'From', value: 'alerts@example.org' },
            { name: 'X-Delivery', value: messageId },
          ],
        }
      : {}),
  }
}

export function sesBounced({
  type = 'Permanent',
  subType = 'General',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 user unknown',
  recipients,
  by = 'eventType',
  ...given
}: Bounced = {}) {
  const one = { emailAddress: given.to ?? 'ann@example.net', action: 'failed', status, diagnosticCode: diagnostic }
  return {
    [by]: 'Bounce',
    bounce: {
      bounceType: type,
      bounceSubType: subType,
      bouncedRecipients: recipients ?? [one],
      timestamp: '2026-03-29T12:00:00.000Z',
      feedbackId: '0102018f-example',
      reportingMTA: 'dsn; mta.example.com',
      remoteMtaIp: '192.0.2.7',
    },
    mail: mailOf(given),
  }
}

export const sesComplained = ({ feedback, ...given }: Given & { feedback?: string } = {}) => ({
  notificationType: 'Complaint',
  complaint: {
    complainedRecipients: [{ emailAddress: given.to ?? 'ann@example.net' }],
    timestamp: '2026-03-29T12:00:00.000Z',
    feedbackId: '0102018f-example',
    complaintSubType: null,
    ...(feedback === undefined ? {} : { userAgent: 'AnyCompany Feedback Loop', complaintFeedbackType: feedback }),
  },
  mail: mailOf(given),
})

export const sesDelivered = (given: Given = {}) => ({
  eventType: 'Delivery',
  mail: mailOf(given),
  delivery: {
    timestamp: '2026-03-29T12:00:00.000Z',
    processingTimeMillis: 546,
    recipients: [given.to ?? 'ann@example.net'],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a8-70.smtp-out.amazonses.com',
  },
})
