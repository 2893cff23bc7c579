import type { Settings } from '../config/settings.ts'
import { toldAt } from '../events/sources.ts'
import type { Document, Finding } from '../rules/finding.ts'
import type { KeptItem } from '../store/scan-items.ts'
import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'
import type { Span } from './time-span.ts'

/** An item of which both the text and what was found in it are kept. */
export type Kept = KeptItem & { document: Document; findings: Finding[]; at: Date }

/** Why items of the span were left out, and how many. */
export type LeftOut = Record<'old' | 'pending' | 'forgotten' | 'unreadable', number>

type Deps = {
  store: { items: Pick<Store['items'], 'scan'> }
  span: Span
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  stopping: AbortSignal
  screen: Pick<Screen, 'progress'>
}

/**
 * Hands each item that was published in the span to `take`, one after the other, and holds none of them. Resolves to how many there were, and how many
 * were left out; null when it was asked to stop. Reads alone.
 */
export async function eachKept(
  { store, span: { from, to }, mostCharacters, stopping, screen }: Deps,
  take: (kept: Kept) => void,
): Promise<{ taken: number; leftOut: LeftOut } | null> {
  const leftOut: LeftOut = { old: 0, pending: 0, forgotten: 0, unreadable: 0 }
  let taken = 0
  for await (const kept of store.items.scan(from)) {
    if (stopping.aborted) return null
    if ('unreadable' in kept) {
      leftOut.unreadable += 1
      continue
    }
    const { item, state, recorded, document, findings } = kept
    const at = toldAt({ published: item.published ?? item.updated, joined: recorded.toISOString() })
    if (at < from || at > to) continue
    if (state === 'old') leftOut.old += 1
    else if (state !== 'classified') leftOut.pending += 1
    else if (document === null || findings === null) leftOut.forgotten += 1
    else {
      taken += 1
      if (taken % 100 === 0) screen.progress(`${taken} items read…`)
      take({ ...kept, document: { ...document, text: document.text.slice(0, mostCharacters) }, findings, at })
    }
  }
  screen.progress(null)
  return { taken, leftOut }
}

/** What was left out and why, in a line; null where nothing was. */
export function describeLeftOut(
  { old, pending, forgotten, unreadable }: LeftOut,
  retention: Settings['retention'],
): string | null {
  const parts = [
    old > 0 && `${old} from before our time (never mailed)`,
    pending > 0 && `${pending} not yet classified, or given up`,
    forgotten > 0 && `${forgotten} whose text is no longer kept (texts are kept ${lengthInWords(retention.documents)})`,
    unreadable > 0 && `${unreadable} whose record cannot be read`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : `Left out: ${parts.join(', ')}.`
}

/** Why there is nothing to look at, and how long there would be. */
export function describeNothing(since: string, leftOut: LeftOut, retention: Settings['retention']): string {
  const { items, documents } = retention
  const kept = `items are kept ${lengthInWords(items)}, their texts ${lengthInWords(documents)} (retention in settings.yaml)`
  const others = describeLeftOut(leftOut, retention)
  return `Nothing is stored that was published since ${since} and classified; ${kept}.${others === null ? '' : ` ${others}`}`
}

const dayMs = 86_400_000

function lengthInWords(ms: number): string {
  const [count, unit] = ms < dayMs ? [ms / 3_600_000, 'hour'] : [ms / dayMs, 'day']
  const rounded = Math.round(count * 10) / 10
  return `${rounded} ${unit}${rounded === 1 ? '' : 's'}`
}
