import { z } from 'zod'

/** Why somebody leaves, in the words of the page. */
export const leavingTitles = {
  'too-many': 'Too many emails',
  'not-relevant': 'They were not relevant to me',
  'changed-job': 'My work has changed',
  other: 'Something else',
} as const

const LeavingReason = z.enum(['too-many', 'not-relevant', 'changed-job', 'other'])
export type LeavingReason = z.output<typeof LeavingReason>

export const isLeavingReason = (text: string | null): text is LeavingReason => LeavingReason.safeParse(text).success

/** Words of somebody who left. With no day: together with a subscriber's record that would say who it was. */
export const LeavingWords = z.object({
  id: z.string(),
  /** `2026-03` */
  month: z.string(),
  reason: LeavingReason,
  words: z.string(),
})
export type LeavingWords = z.output<typeof LeavingWords>

/** How many left for a reason in a month, of those who said why. */
export type LeavingCount = { month: string; reason: string; count: number }
