import type { Config } from '../config/load.ts'
import { renderDigest } from '../emails/digest.ts'
import { assembleDigest } from '../events/assemble-digest.ts'
import type { Digest } from '../events/digest.ts'
import { endedWindows, type EndedWindows, type Windows } from '../events/ended-windows.ts'
import type { LogEntry } from '../events/log-entry.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { Links } from '../links.ts'
import { serviceName } from '../mail/identity.ts'
import type { Store } from '../store/store.ts'
import { loadUntold } from '../store/untold.ts'
import { findSubscriber } from './find-subscriber.ts'
import { plain, type Screen } from './terminal.ts'

type Deps = {
  who: string
  /** Where the HTML part goes; without it only the text is shown. */
  html?: string | undefined
  config: Config
  store: Pick<Store, 'subscribers' | 'windows' | 'events' | 'feeds'>
  links: Pick<Links, 'ofDigest'>
  writeFile: (file: string, text: string) => void
  clock: () => Date
  screen: Screen
}

/** What a subscriber would get if the open windows ended now. Writes nothing to the records. */
export async function run({ who, html, config, store, links, writeFile, clock, screen }: Deps): Promise<number> {
  const record = await findSubscriber(who, store, screen)
  if (record === null) return 1
  const { subscriber } = record
  const unwritten = html === undefined ? '' : `, and ${html} was not written`
  if (subscriber.state !== 'active') {
    screen.print(`${subscriber.address} is ${subscriber.state}: nothing is sent${unwritten}.`)
    return 0
  }
  const digests = await upcoming(subscriber, config, store, clock())
  if (digests.length === 0)
    screen.print(`There is no news that they asked for and were not told yet: nothing would be sent${unwritten}.`)
  for (const [index, digest] of digests.entries()) {
    const mail = renderDigest({
      digest,
      rules: config.rules.facts,
      serviceName,
      links: links.ofDigest(digest),
    })
    screen.print(
      `${index === 0 ? '' : '\n'}To: ${subscriber.address}\nSubject: ${mail.subject}\n\n${plainLines(mail.text)}`,
    )
    if (html === undefined) continue
    const file = index === 0 ? html : html.replace(/(\.[^./]*)?$/, `-${index + 1}$1`)
    writeFile(file, mail.html)
    screen.print(`The HTML part is in ${file}`)
  }
  return 0
}

const plainLines = (text: string) => text.split(/\r?\n/).map(plain).join('\n')

/** Immediate windows make a digest of their own, and the scheduled ones then leave out what it told. */
async function upcoming(
  subscriber: Subscriber,
  { feeds, settings, rules, authorities }: Config,
  store: Deps['store'],
  now: Date,
): Promise<Digest[]> {
  const { subscriptions } = subscriber
  const open = await store.windows.load(subscriber.id)
  const windows: Windows = { cursors: open.cursors, due: new Map([...open.due].map(([id]) => [id, now])) }
  const untold = await loadUntold(store, subscriber.id, windows)
  const failedFeeds = await store.feeds.failing(
    feeds.filter(({ enabled }) => enabled),
    settings.polling.failing_after,
    now,
  )
  const digests: Digest[] = []
  for (const closing of closings(subscriptions, windows, untold.log, now)) {
    const { digest, telling } = assembleDigest({
      ...untold,
      subscriberId: subscriber.id,
      closing,
      regionOf: authorities.regionOf,
      rules: rules.facts,
      most: settings.digests.most_events,
      failedFeeds,
      now,
    })
    for (const { eventId, revision } of telling) untold.told.set(eventId, revision)
    if (digest !== null) digests.push(digest)
  }
  return digests
}

function closings(
  subscriptions: Subscriber['subscriptions'],
  windows: Windows,
  log: LogEntry[],
  now: Date,
): EndedWindows[] {
  const immediate = subscriptions.filter(({ cadence }) => cadence.kind === 'immediate')
  const scheduled = subscriptions.filter(({ cadence }) => cadence.kind !== 'immediate')
  return [immediate, scheduled].flatMap(
    (some) => endedWindows({ subscriptions: some, windows, log, gatherMs: 0, now }) ?? [],
  )
}
