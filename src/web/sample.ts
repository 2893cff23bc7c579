import type { Context } from 'hono'
import { html } from 'hono/html'
import { subjectOf } from '../emails/digest.ts'
import { eventLine } from '../emails/event-line.ts'
import type { Digest } from '../events/digest.ts'
import type { Event } from '../events/event.ts'
import { serviceName } from '../mail/identity.ts'
import { digestBody } from './digest-body.ts'
import { quoteHtml } from './events-list.ts'
import { eventsSheet } from './events-sheet.ts'
import { createKept } from './kept.ts'
import { page, type Html } from './page.ts'
import { sampleEvents } from './sample-events.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'config' | 'log'>

/** `isReal`: of what happened; otherwise it is made up. The same object for as long as nothing newer was read, so that what is made of it can be kept beside it. */
export type Sample = { digest: Digest; isReal: boolean }

const mostEvents = 6
const mostBytes = 35_000

/** What somebody would get who asks for everything: the newest events that are known, or made-up ones where there are none or they cannot be read. */
export function createSample({ store, clock, config, log }: Deps): () => Promise<Sample> {
  const kept = createKept<Event[]>({
    clock,
    onError: (error) => log.warn({ err: error }, 'the newest events could not be read for the sample digest'),
  })
  let last: { newest: readonly Event[]; config: ReturnType<Deps['config']>; sample: Sample } | null = null
  return async () => {
    const newest = await kept('newest', () => store.events.latest(mostEvents)).then(
      ({ value }) => value,
      () => none,
    )
    const now = config()
    if (last?.newest === newest && last.config === now) return last.sample
    const isReal = newest.length > 0
    const { rules, settings } = now
    const events = (isReal ? newest : sampleEvents).filter(({ rule }) => rules.facts.has(rule))
    const digest: Digest = {
      subscriberId: '',
      window: '',
      cadence: 'daily',
      timeZone: settings.time_zone,
      frozen: clock().toISOString(),
      events: events.map((event) => ({ event, known: null })),
      more: 0,
      failedFeeds: [],
    }
    last = { newest, config: now, sample: { digest, isReal } }
    return last.sample
  }
}

const none: readonly Event[] = []

/** A few lines of a digest, for those who wonder what they would get; nothing where there is none to show. */
export function sampleCard({ digest, isReal }: Sample, config: ReturnType<Deps['config']>): Html | '' {
  const [first] = digest.events
  if (first === undefined) return ''
  const asked = { rule: config.rules.facts.get(first.event.rule), timeZone: digest.timeZone, detail: 'short' } as const
  return html`<section class="sample" aria-labelledby="sample">
    <h2 id="sample">What a digest looks like</h2>
    <p><strong>${subjectOf({ digest, rules: config.rules.facts, serviceName })}</strong></p>
    ${quoteHtml(eventLine(first, asked))}
    <p><a href="/sample-digest">See a whole digest</a>${isReal ? '' : ' (made up, of a place that does not exist)'}</p>
  </section>`
}

/** A whole digest, as somebody would get it who asks for everything. */
export const showSample =
  ({ links, config }: Pick<Deps, 'links' | 'config'>, sample: () => Promise<Sample>) =>
  async (context: Context) => {
    const { digest, isReal } = await sample()
    const { rules } = config()
    const body = html`<p class="quiet">${isReal ? 'An example: the newest of what we know, as somebody would get it who asks for everything.' : 'An example. All of it is made up, and there is no such place.'}</p>
      ${digest.events.length === 0 ? html`<p>There is nothing to show yet.</p>` : html`<p>Subject: <strong>${subjectOf({ digest, rules: rules.facts, serviceName })}</strong></p>`}
      ${digestBody({ digest, rules: rules.facts, links: isReal ? links : null, mostBytes })}
      <p><a href="/">Get digests by email</a></p>`
    return context.html(
      await page({ heading: 'What a digest looks like', body, isForAll: true, sheets: [eventsSheet] }),
    )
  }
