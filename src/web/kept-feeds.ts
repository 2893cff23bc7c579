import { createHash } from 'node:crypto'
import type { Event } from '../events/event.ts'

/** Feeds of all events, of the rules, and of the authorities that are asked for most. About 100 kB each. */
const most = 40

/** Keeps the texts of feeds for as long as their events, to the letter, and the configuration are the same: to write one takes many times as long as to see that. */
export function createKeptFeeds() {
  const kept = new Map<string, { config: object; mark: string; text: string }>()
  return (name: string, config: object, events: readonly Event[], write: () => string): string => {
    const mark = createHash('sha1').update(JSON.stringify(events)).digest('base64')
    const known = kept.get(name)
    kept.delete(name)
    const text = known?.mark === mark && known.config === config ? known.text : write()
    kept.set(name, { config, mark, text })
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest)
    return text
  }
}
