import { expect, vi } from 'vitest'
import { testConfig } from './config.ts'
import { foldedOf, toldOf } from './digest-lines.ts'
import type { TestInbox } from './inbox.ts'
import { startSite, type Page, type TestSite } from './site.ts'
import { rss, visitStory, type Story } from './stories.ts'
import type { TestApp } from './worker.ts'

export type Newsroom = TestSite & {
  feeds: { id: string; url: string }[]
  /** What every reader of everything must be told, each once, in the order of the alphabet. */
  lines: string[]
}

type Spread = {
  /** Happenings, each in an authority of its own. */
  events: number
  /** Feeds that all tell of all of them, with pages of their own. */
  feeds?: number
  published: string
  /** How a feed is served. */
  serve?: (stories: Story[]) => Page
}

/** A site with feeds on happenings that the shipped rules know. */
export async function startNewsroom({ events, feeds = 1, published, serve = rss }: Spread): Promise<Newsroom> {
  const authorities = testConfig().authorities.list.slice(0, events)
  if (authorities.length < events) throw new Error(`expected ${events} authorities, got ${authorities.length}`)
  const ids = Array.from({ length: feeds }, (_, at) => `feed-${at}`)
  const storiesOf = (id: string) =>
    authorities.map(({ name }, at) => visitStory(name, 1 + (at % 9), { published, origin: `https://${id}.example` }))
  const site = await startSite(Object.fromEntries(ids.map((id) => [`/${id}`, serve(storiesOf(id))])))
  return {
    ...site,
    feeds: ids.map((id) => ({ id, url: site.url(`/${id}`) })),
    lines: storiesOf('any')
      .map(({ line }) => line)
      .sort(),
  }
}

/** Addresses `reader-0@example.org` and so on, who want to hear of everything at once. */
export const readers = (count: number): string[] => Array.from({ length: count }, (_, at) => `reader-${at}`)

/** Lets time pass, five minutes at a time, until every delivery has ended and every reader was told as many lines as there are. */
export async function settle(
  { app, inbox, advance }: { app: TestApp; inbox: TestInbox; advance: (ms: number) => void },
  expected: { names: string[]; lines: string[] },
): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    advance(300_000)
    await app.sweep()
    const isDone = await vi
      .waitFor(async () => expectSettled(app, inbox, expected), { timeout: 250, interval: 25 })
      .then(
        () => true,
        () => false,
      )
    if (isDone) return
  }
  await expectSettled(app, inbox, expected)
}

async function expectSettled(
  app: TestApp,
  inbox: TestInbox,
  { names, lines }: { names: string[]; lines: string[] },
): Promise<void> {
  const { pending, sending, uncertain } = await app.store.deliveries.ledger()
  expect({ pending, sending, uncertain }).toEqual({ pending: 0, sending: 0, uncertain: 0 })
  const told = toldOf(inbox)
  const few = names.filter((name) => (told[`${name}@example.org`]?.length ?? 0) < lines.length)
  expect(few).toEqual([])
}

/** Every reader was told every line exactly once, the ledger adds up, and no more than `folded` mails came again under their Message-ID. */
export async function expectExactlyOnce(
  app: Pick<TestApp, 'store'>,
  inbox: TestInbox,
  { names, lines, folded }: { names: string[]; lines: string[]; folded: number },
): Promise<void> {
  expect(toldOf(inbox)).toEqual(Object.fromEntries(names.map((name) => [`${name}@example.org`, lines])))
  expect(foldedOf(inbox)).toBeLessThanOrEqual(folded)
  const { due, ...states } = await app.store.deliveries.ledger()
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(due)
  expect(states.sent).toBe(Object.keys(inbox.countsById()).length)
}
