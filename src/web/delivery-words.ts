import type { DeliveryState } from '../store/delivery-states.ts'

/** What became of a digest, for its reader. What the mail server said stays out of it: it may hold their address. */
export const deliveryWords: Record<DeliveryState, { short: string; says: string }> = {
  pending: { short: 'not sent yet', says: 'It has not been sent yet.' },
  sending: { short: 'being sent', says: 'It is being sent at this moment.' },
  sent: { short: 'sent', says: 'It was sent by email.' },
  failed: { short: 'could not be sent', says: 'It was not sent: the mail server did not take it.' },
  uncertain: {
    short: 'perhaps sent',
    says: 'We cannot tell whether it was sent: the mail server was given it, and its answer did not reach us.',
  },
  suppressed: { short: 'not sent', says: 'It was not sent.' },
}
