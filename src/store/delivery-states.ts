/**
 * pending -> sending -> sent | failed | uncertain; suppressed: the subscriber left before it was sent.
 * `sent` means the mail server answered 250, and no more. `uncertain`: we do not know whether it did.
 */
export const deliveryStates = ['pending', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The latest instant that there is (ECMA-262, 21.4.1.1): every delivery of a state has come by then. */
export const endOfTime = new Date(8.64e15)
