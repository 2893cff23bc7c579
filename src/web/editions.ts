import type { Hono } from 'hono'
import { html } from 'hono/html'
import { intro } from '../emails/wording.ts'
import type { Digest } from '../events/digest.ts'
import { brokenLink } from './broken-link.ts'
import { deliveryWords } from './delivery-words.ts'
import { digestBody } from './digest-body.ts'
import { eventsSheet } from './events-sheet.ts'
import { followers, followersHtml } from './followers.ts'
import { page } from './page.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'config'>

const dayMs = 86_400_000

/** Bytes for the events of a digest: with the page around them it stays below 50 kB for as long as their names allow. */
const mostBytes = 40_000

/**
 * The page of one digest, for its subscriber and whoever was passed it: it says nothing of whose it is. Its link is good for this digest alone, and for as long as
 * the digest is kept.
 */
export function addEditions(app: Hono, { store, links, clock, config }: Deps): void {
  app.get('/digests/:token/:window', async (context) => {
    const { token, window } = context.req.param()
    const link = links.verifyEdition(token, window, clock())
    // Whoever had everything erased has no pages any more either.
    if (link === null || (await store.subscribers.load(link.subscriberId)) === null) return await brokenLink(context)
    const delivery = await store.deliveries.ofWindow(link.subscriberId, window)
    const digest = delivery === null ? null : await store.digests.thaw(delivery.digest)
    const { rules, settings } = config()
    if (delivery === null || digest === null) {
      const days = Math.round(settings.retention.deliveries / dayMs)
      const body = html`<p>We keep digests for ${days} days. Their events are kept: see <a href="/events">what happened</a>.</p>`
      return context.html(await page({ heading: 'This digest is no longer kept', body }), 410)
    }
    const after = digest.more === 0 ? [] : await followers(store, digest)
    const body = html`<p class="quiet">${deliveryWords[delivery.state].says}</p>
      ${digestBody({ digest, rules: rules.facts, links, feedback: links.ofDigest(digest).feedback, mostBytes: mostBytes - roomFor(after) })}
      ${digest.more === 0 ? '' : followersHtml(digest, after, { rules: rules.facts, links })}`
    return context.html(await page({ heading: intro(digest), body, sheets: [eventsSheet] }))
  })
}

/** About as much as the events of further digests take, named in a line each. */
const roomFor = (after: readonly { digest: Digest | null }[]): number =>
  150 * after.reduce((sum, { digest }) => sum + (digest?.events.length ?? 0), 0)
