import { expect, test } from 'vitest'
import { classify } from '../src/rules/classify.ts'
import { createClock } from '../test/helpers/clock.ts'
import { testConfig } from '../test/helpers/config.ts'
import { eventsOf, foldedOf } from '../test/helpers/digest-lines.ts'
import { startInbox, type Behaviour } from '../test/helpers/inbox.ts'
import { startRedis } from '../test/helpers/redis.ts'
import { startSite } from '../test/helpers/site.ts'
import { visitLine, type Story } from '../test/helpers/stories.ts'
import { startTestApp } from '../test/helpers/worker.ts'
import { formats } from './soak/formats.ts'
import { keyOf, makePlan, seeded, wantedBy, wordings } from './soak/plan.ts'

const seed = Number(process.env['SOAK_SEED'] ?? 1)
const minutes = Number(process.env['SOAK_MINUTES'] ?? 60)
/** Entries that a feed shows; older ones drop out of it. */
const shown = 40
const hour = 3_600_000
const { rules, authorities } = testConfig()

test(`${minutes} minutes of news from ${Object.keys(formats).length} feeds lose nothing and double nothing`, async () => {
  const began = performance.now()
  const time = createClock('2026-03-24T10:00:00Z')
  const names = Object.keys(formats)
  const today = authorities.list.filter(({ former }) => !former)
  const legible = today.filter(({ name }) => isLegible(name, time.now()))
  const plan = makePlan({ seed, minutes, feeds: names.length, authorities: legible, start: time.now() })

  await using redis = await startRedis()
  await using inbox = await startInbox()
  // Each feed is known before its first news: what a feed without dates holds when it is first polled counts as old.
  let minute = -1
  const polls = new Map<string, number>()
  const published = [...plan.happenings.flatMap(({ stories }) => stories), ...plan.noise].toSorted(
    (a, b) => a.minute - b.minute,
  )
  const storiesOf = (feed: number): Story[] =>
    published
      .filter((one) => one.feed === feed && one.minute <= minute)
      .slice(-shown)
      .map(({ story }) => story)
      .toReversed()
  await using site = await startSite(
    Object.fromEntries(
      names.map((name, feed) => [
        `/${feed}`,
        () => {
          polls.set(name, (polls.get(name) ?? 0) + 1)
          return formats[name]?.(storiesOf(feed), polls.get(name) ?? 0) ?? {}
        },
      ]),
    ),
  )
  const options = {
    redisUrl: redis.url,
    smtpUrl: inbox.url,
    clock: time.clock,
    feeds: names.map((name, feed) => ({ id: `feed-${feed}`, name, url: site.url(`/${feed}`), interval: '2m' })),
    settings: { digests: { gather: '3m', most_events: 300 }, mail: { per_minute: 100_000 } },
  }
  await using app = await startTestApp(options)
  await using other = await startTestApp(options)
  for (const { id, subscription } of plan.readers) await app.subscribe(id, { subscriptions: [subscription] })

  // Some mail is put off; now and then a server takes a message and does not say so, and now and then Redis is killed.
  const luck = seeded(seed + 1)
  let kills = 0
  const pass = async (ms: number) => {
    time.advance(ms)
    if (luck() < 0.3) inbox.script('*', pickTrouble(luck()))
    const drained = Promise.all([app.drain(), other.drain()])
    if (luck() < 0.05) {
      kills += 1
      await redis.kill()
      await redis.restart()
    }
    await drained
  }
  for (; minute < minutes; minute += 1) await pass(60_000)
  for (let quiet = 0; quiet < 30; quiet += 1) await pass(120_000)
  // Until the daily and the weekly digests have gone out.
  for (let later = 0; later < 60; later += 1) await pass(hour)

  const told = new Map<string, string[]>(plan.readers.map(({ id }) => [id, []]))
  const ids = new Set<string>()
  for (const message of inbox.messages) {
    const id = `${message.to} ${message.parsed.messageId}`
    if (ids.has(id)) continue
    ids.add(id)
    told.get(message.to.replace('@example.org', ''))?.push(...eventsOf(message).map(keyOfLine))
  }
  const expected = plan.happenings.map(({ key }) => key)
  const stored = await app.store.events.latest(100_000)
  const events = compare(
    stored.map(({ rule, authority, fields }) => keyOf(rule, authority, Number(fields['number']))),
    expected,
  )
  const strange = stored.filter(({ rule, authority, fields }) =>
    events.unexpected.includes(keyOf(rule, authority, Number(fields['number']))),
  )
  for (const { rule, authority, sources } of strange)
    console.log(
      'unexpected:',
      rule,
      authority,
      sources.map(({ title, evidence }) => [title, evidence[0]?.sentence]),
    )
  const lines = plan.readers.map(({ id, subscription }) =>
    compare(told.get(id) ?? [], wantedBy(subscription, plan.happenings)),
  )
  const sum = (of: (one: ReturnType<typeof compare>) => number) => lines.reduce((total, one) => total + of(one), 0)
  const { due, ...states } = await app.store.deliveries.ledger()
  const items = await app.store.items.counts()
  console.table({
    seed,
    'minutes simulated': minutes,
    'authorities whose stories the rules read': `${legible.length} of ${today.length}`,
    'and those they do not': today
      .filter((one) => !legible.includes(one))
      .map(({ name }) => name)
      .join(', '),
    'Redis killed': kills,
    'feeds polled': site.requests().length,
    'stories published': published.length,
    'items recorded': items.all,
    'items pending or failed': items.pending + items.failed,
    'events expected': expected.length,
    'events found': stored.length,
    'events doubled': events.doubled.length,
    'events lost': events.lost.length,
    'events unexpected': events.unexpected.length,
    'sources of events': stored.reduce((total, { sources }) => total + sources.length, 0),
    'lines expected': sum(({ expected }) => expected),
    'lines told': sum(({ found }) => found),
    'lines doubled': sum(({ doubled }) => doubled.length),
    'lines lost': sum(({ lost }) => lost.length),
    'lines unexpected': sum(({ unexpected }) => unexpected.length),
    'mails due': due,
    'mails sent': states.sent,
    'mails that arrived': ids.size,
    'mails again under their Message-ID': foldedOf(inbox),
    'sum of the ledger': Object.values(states).reduce((total, count) => total + count, 0),
    seconds: Math.round((performance.now() - began) / 1000),
  })
  expect({ events, lines: lines.map(({ doubled, lost, unexpected }) => [...doubled, ...lost, ...unexpected]) }).toEqual(
    {
      events: { expected: expected.length, found: expected.length, doubled: [], lost: [], unexpected: [] },
      lines: lines.map(() => []),
    },
  )
  expect({ items: { ...items, all: 0 }, states, arrived: ids.size }).toEqual({
    items: { all: 0, pending: 0, failed: 0 },
    states: { pending: 0, sending: 0, sent: due, failed: 0, uncertain: 0, suppressed: 0 },
    arrived: due,
  })
})

const pickTrouble = (luck: number): Behaviour =>
  luck < 0.6 ? '450' : luck < 0.75 ? '421' : luck < 0.9 ? 'drop-before-data' : 'drop-after-data'

/** Whether the shipped rules read every wording for this authority and find nothing else in it; else that is for the rules' own tests. */
function isLegible(name: string, now: Date): boolean {
  const dates = [now.toISOString(), null]
  return Object.entries(wordings).every(([rule, wording]) =>
    wording(name, 3).every(([title, text]) =>
      dates.every((published) => {
        const [finding, ...others] = classify(rules, { id: 'x', title, text, published })
        return others.length === 0 && finding?.rule === rule && finding.authority === name
      }),
    ),
  )
}

const titles = new Map([...rules.facts].map(([id, { title }]) => [title, id]))

/** The key by which the plan knows what a line tells of. */
function keyOfLine({ headline, rule: title }: { headline: string; rule: string }): string {
  const rule = titles.get(title) ?? title
  const authority = headline.split(': ')[0] ?? ''
  const number = [...Array(10).keys()].map((at) => at + 1).find((at) => visitLine(authority, at) === headline) ?? 0
  return keyOf(rule, authority, number)
}

function compare(found: string[], expected: string[]) {
  const wanted = new Set(expected)
  return {
    expected: expected.length,
    found: found.length,
    doubled: found.filter((key, at) => found.indexOf(key) !== at),
    lost: expected.filter((key) => !found.includes(key)),
    unexpected: found.filter((key) => !wanted.has(key)),
  }
}
