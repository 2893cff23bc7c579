import type { AuditEntry, AuditStore } from './audit.ts'

type Asked<T> = {
  /** In the words of the command: "deliveries retry". */
  did: string
  /** Ids, and no addresses. */
  on: readonly string[]
  reason?: string | null
  /** What came of it, in a few words: "done". */
  outcomeOf: (result: T) => string
}

/** Does what an operator asked for, and notes who asked for what before it is done, and what came of it after. */
export type Audit = <T>(asked: Asked<T>, change: () => Promise<T>) => Promise<T>

type Deps = {
  store: { audit: Pick<AuditStore, 'ask' | 'settle'> }
  who: string
  by: AuditEntry['by']
  clock: () => Date
  newId: () => string
}

/** Ids in one entry; a change of more things than this is told by their number. */
const mostIds = 100

/** What goes into the log in an operator's name. Where the note cannot be written, nothing is done. */
export function createAudit({ store, who, by, clock, newId }: Deps): Audit {
  return async ({ did, on, reason = null, outcomeOf }, change) => {
    const ids = on.length > mostIds ? [...on.slice(0, mostIds), `${on.length - mostIds} more`] : [...on]
    const entry: AuditEntry = {
      id: newId(),
      at: clock().toISOString(),
      who,
      by,
      did,
      on: ids,
      reason,
      outcome: 'asked',
    }
    await store.audit.ask(entry)
    let outcome = 'broken off by an error'
    try {
      const result = await change()
      outcome = outcomeOf(result)
      return result
    } finally {
      // The change stands, or its error is told, whether this can be noted or not: `asked` sends whoever reads it to the record.
      await store.audit.settle({ ...entry, outcome }).catch(() => undefined)
    }
  }
}
