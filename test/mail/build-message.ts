import { composeMessage } from '../../src/mail/message.ts'

type Parts = Parameters<typeof composeMessage>[0]

/** What a digest's message is made of; name only what the test is about. */
export const buildParts = (overrides: Partial<Parts> = {}): Parts => ({
  from: 'Ofsted alerts <alerts@example.org>',
  to: 'ann@example.net',
  mail: {
    subject: 'Sandwell: remains Inadequate',
    text: 'Sandwell: remains Inadequate\n',
    html: '<p>Sandwell: remains Inadequate</p>',
  },
  messageId: '<d1@example.org>',
  unsubscribe: {
    url: 'https://alerts.example.org/unsubscribe/WyJ1bnN1YnNjcmliZSIsImFubiIsbnVsbF0.vfyUKed8E0jwgsPZ3wV9liZ8tXYX9SloN3etEZcIG2Q',
  },
  listId: 'digests.alerts.example.org',
  date: new Date('2026-03-29T07:00:00Z'),
  ...overrides,
})

export const buildMessage = (overrides: Partial<Parts> = {}) => composeMessage(buildParts(overrides))
