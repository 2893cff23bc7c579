import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { Item } from '../events/item.ts'
import { joinFindings } from '../events/join.ts'
import type { classifyItem } from '../jobs/jobs.ts'
import { classify } from '../rules/classify.ts'
import { Document, type Finding } from '../rules/finding.ts'
import type { Happening } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import { mostAttempts } from './attempts.ts'
import { toldByOfsted } from './told-by-ofsted.ts'
import { tellsSince } from './told-changes.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'items' | 'events' | 'ratings' | 'files'>
  config: () => Config
  clock: () => Date
  newId: () => string
  log: Logger
}

const dayMs = 86_400_000

/** Events told of earlier than this before an item cannot be what it tells of, whatever window a rule sets. */
const horizonDays = 400

/**
 * Decides what an item means (a report of Ofsted by what was read of it, all else by the rules) and which events it tells of, and writes both in one
 * step. If another item wrote to the same events in between, the decision is made again on what is true now: two outlets at the same moment
 * make one event.
 */
export const classifyItemHandler =
  ({ store, config, clock, newId, log }: Deps): Handler<typeof classifyItem.payload> =>
  async ({ itemId }, signal) => {
    const record = await store.items.load(itemId)
    if (record === null || record.state !== 'read') return
    if ((await store.items.begin(itemId)) > mostAttempts) {
      log.error({ itemId }, 'item given up: classifying it failed again and again')
      return await store.items.fail(itemId, `classifying it failed ${mostAttempts} times`, clock())
    }
    const { rules, settings, authorities } = config()
    const { item, revision } = record
    const kept = await store.items.document(itemId)
    const document = Document.parse(kept ?? summaryOf(item))
    const onRecord = await toldByOfsted({ store, authorities }, item, document)
    const findings = (onRecord?.findings ?? classify(rules, document)).filter(({ rule }) => rules.facts.has(rule))
    const report = onRecord?.facts ?? null
    const since = tellsSince(kept)
    const places = placesOf(findings)
    while (!signal.aborted) {
      const now = clock()
      const { events: near, versions } = await store.events.near(
        places,
        new Date(dateOf(item, now) - horizonDays * dayMs),
      )
      const { changed, told } = joinFindings({ findings, item, since, near, rules: rules.facts, now, newId, report })
      const outcome = await store.events.commit({
        itemId,
        revision,
        findings,
        places: places.map((place, index) => ({ ...place, version: versions[index] ?? 0 })),
        events: changed,
        told,
        keepMs: settings.retention.items,
        now,
      })
      if (outcome === 'changed') continue
      log.info(
        {
          itemId,
          outcome,
          findings: findings.map(({ rule, authority }) => `${rule} ${authority}`),
          told: told.map(({ eventId }) => eventId),
        },
        'classified',
      )
      return
    }
  }

/** What is left to read of an item whose document has been forgotten. */
const summaryOf = ({ id, title, summary, url, published, outlet }: Item): Document => ({
  id,
  title,
  text: summary,
  url,
  published,
  source: outlet,
})

function dateOf({ published, updated }: Item, now: Date): number {
  const date = Date.parse(published ?? updated ?? '')
  return Number.isNaN(date) ? now.getTime() : Math.min(date, now.getTime())
}

function placesOf(findings: Finding[]): Happening[] {
  const places = new Map(findings.map(({ authority, rule }) => [`${authority}|${rule}`, { authority, rule }]))
  return [...places.values()]
}
