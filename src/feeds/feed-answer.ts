import { createHash } from 'node:crypto'
import type { Item } from '../events/item.ts'

/** What lets a server say that nothing changed, and us see it where it cannot. */
export type Validators = { etag: string | null; lastModified: string | null; bodyHash: string | null }

/** By which we see that an answer is the one before, where the server cannot say so. */
export const bodyHashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex')

export type FeedAnswer =
  | {
      kind: 'items'
      items: Item[]
      /** What was broken or left out, a sentence each. */
      faults: string[]
      validators: Validators
      /** The least time that the feed or its host wants between two polls. */
      leastMs: number | null
      /** Addresses that several of its entries gave, now or before. */
      shared: string[]
      /** Where the feed has moved for good. */
      movedTo: string | null
    }
  | { kind: 'unchanged'; validators: Validators; leastMs: number | null }
  | {
      kind: 'failed'
      reason: string
      status: number | null
      retryAfterMs: number | null
      /** What it had told until then. It is asked for all of it again, and for the rest. */
      items: Item[]
    }

/** What is remembered of a feed between two polls, as far as it says what to ask for. */
export type Remembered = {
  validators: Validators
  /** Addresses that several of its entries gave before. */
  shared: readonly string[]
  /** The latest date of an item so far, ISO 8601; null where there was none. */
  newest: string | null
}

/** Of a feed that was never asked. */
export const nothingRemembered: Remembered = {
  validators: { etag: null, lastModified: null, bodyHash: null },
  shared: [],
  newest: null,
}

export const failedAnswer = (
  reason: string,
  { status, retryAfterMs }: { status: number | null; retryAfterMs: number | null } = {
    status: null,
    retryAfterMs: null,
  },
  items: Item[] = [],
): FeedAnswer => ({ kind: 'failed', reason, status, retryAfterMs, items })
