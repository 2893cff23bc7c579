import { z } from 'zod'
import { expectedTime, timeOfDay, weekdays } from './times.ts'

/** A local time of day, `HH:MM`. */
export const TimeOfDay = z.string().regex(timeOfDay, expectedTime)

/** How often: at once (after the time in which sources gather), or each day or week at a local time. */
export const Cadence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('immediate') }),
  z.object({ kind: z.literal('daily'), at: TimeOfDay }),
  z.object({ kind: z.literal('weekly'), at: TimeOfDay, on: z.enum(weekdays) }),
])
export type Cadence = z.output<typeof Cadence>

/** Authorities × rules × cadence. */
export const Subscription = z.object({
  id: z.string(),
  /** Short names; `null` means every authority, unless regions narrows it. */
  authorities: z.array(z.string()).nullable(),
  /** Regions as in authorities.csv; an authority in one of them is asked for as if it were named. */
  regions: z.array(z.string()).nullable(),
  /** Rule ids; `null` means every rule. */
  rules: z.array(z.string()).nullable(),
  cadence: Cadence,
  /** IANA name. */
  timeZone: z.string(),
})
export type Subscription = z.output<typeof Subscription>

/** An address and its state. Only an active subscriber is mailed digests. */
export const Subscriber = z.object({
  id: z.string(),
  address: z.string(),
  state: z.enum(['pending', 'active', 'paused', 'suspended', 'unsubscribed']),
  subscriptions: z.array(Subscription),
  /** ISO 8601 instants. */
  created: z.string(),
  confirmed: z.string().nullable(),
  /** Who asked and how, for the record of consent: "operator, command line". */
  origin: z.string(),
  /** ISO 8601 instant at which a pause ends by itself; null for whoever is not paused. */
  pausedUntil: z.string().nullable().default(null),
  /** When they unsubscribed and what they were until then, so that a slip can be taken back, and whether they said why; null where the operator did it. */
  left: z
    .object({
      at: z.string(),
      from: z.enum(['pending', 'active', 'paused', 'suspended']),
      saidWhy: z.boolean().optional(),
    })
    .nullable()
    .default(null),
})
export type Subscriber = z.output<typeof Subscriber>

/** Where subscribers are counted, in the order in which they are told. */
export const subscriberStates = [
  'active',
  'paused',
  'pending',
  'suspended',
  'unsubscribed',
] as const satisfies readonly Subscriber['state'][]

/** When they said last that they want mail; null if they have not. */
export const confirmedAt = ({ confirmed }: Pick<Subscriber, 'confirmed'>): Date | null =>
  confirmed === null ? null : new Date(confirmed)
