import type { Audit } from './create-audit.ts'
import type { DeliveryStore } from './deliveries.ts'

type Decision = {
  id: string
  /** `retry`: it is sent once more, under the same Message-ID. `drop`: it is not to be sent. */
  decision: 'retry' | 'drop'
  reason: string | null
  now: Date
}

/** Writes what an operator decides about a message whose fate is open, and that they did; false where it is in no state for it. */
export async function decideDelivery(
  { deliveries, audit }: { deliveries: Pick<DeliveryStore, 'retry' | 'drop'>; audit: Audit },
  { id, decision, reason, now }: Decision,
): Promise<boolean> {
  const attempts = await audit(
    {
      did: `deliveries ${decision}`,
      on: [id],
      reason,
      outcomeOf: (moved) => (moved === null ? 'refused: it is in another state' : 'done'),
    },
    () =>
      decision === 'retry'
        ? deliveries.retry(id, now)
        : deliveries.drop(id, `dropped by the operator: ${reason ?? 'no reason given'}`, now),
  )
  return attempts !== null
}
