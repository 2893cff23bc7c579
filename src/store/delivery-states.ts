/**
 * pending -> sending -> sent | failed | uncertain; suppressed: the subscriber left before it was sent.
 * `sent` means the mail server answered 250, and no more. `uncertain`: we do not know whether it did.
 */
export const deliveryStates = ['pending', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'] as const
export type DeliveryState = (typeof deliveryStates)[number]
