import { z } from 'zod'
import type { DeliveryState } from './delivery-states.ts'

/** The frozen message: everything that decides what is sent. Its events are kept once for all who get them, as snapshots. */
export const FrozenDigest = z.object({
  subscriberId: z.string(),
  window: z.string(),
  cadence: z.enum(['immediate', 'daily', 'weekly']),
  timeZone: z.string(),
  frozen: z.string(),
  /** `known`: the revision of the event that the subscriber had been told; null if none. */
  lines: z.array(z.object({ known: z.number().int().nullable(), snapshot: z.string() })),
  more: z.number().int(),
  failedFeeds: z.array(z.object({ name: z.string(), lastOk: z.string().nullable() })),
})
export type FrozenDigest = z.output<typeof FrozenDigest>

export type Delivery = {
  id: string
  state: DeliveryState
  messageId: string
  digest: FrozenDigest
  attempts: number
  /** Since when the server has been putting it off; null if it has not. */
  putOffSince: Date | null
  /** Times it went back to pending because its fate was unknown. */
  resends: number
  reason: string | null
}

/** Once ended, a delivery changes no more. */
export const ended: readonly DeliveryState[] = ['sent', 'failed', 'suppressed']

/** Unique per subscriber and window: the same window can never be frozen twice. */
export const deliveryIdOf = (subscriberId: string, window: string): string => `${subscriberId}-${window}`
