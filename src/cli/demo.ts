import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Env } from '../config/env.ts'
import { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import { Settings } from '../config/settings.ts'
import type { Event } from '../events/event.ts'
import { headline } from '../events/headline.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { Store } from '../store/store.ts'
import { readDemoArticles } from './demo-articles.ts'
import { startDemoSite } from './demo-site.ts'
import { table } from './terminal.ts'

type Deps = {
  env: Env
  /** The rules and authorities are the user's own; feeds and settings are the demo's. */
  config: Config
  articlesDir: string
  startWorker: (options: {
    env: Env
    config: () => Config
    ticking: boolean
  }) => Promise<AsyncDisposable & { store: Store; drain: () => Promise<void> }>
  out: (text: string) => void
}

/** Who gets the demo's digest. Nothing leaves this machine: without SMTP_URL mail is written to the outbox. */
const subscriber: Subscriber = {
  id: 'demo-reader',
  address: 'reader@example.org',
  state: 'active',
  subscriptions: [
    {
      id: 'everything',
      authorities: null,
      regions: null,
      rules: null,
      cadence: { kind: 'immediate' },
      timeZone: 'Europe/London',
    },
  ],
  created: '2018-01-01T00:00:00.000Z',
  confirmed: '2018-01-01T00:00:00.000Z',
  pausedUntil: null,
  left: null,
  origin: 'demo',
}

/**
 * The whole way once, offline: serves the bundled articles on the loopback address, polls them into a private Redis in a
 * temporary folder, and writes the digest to the outbox. Resolves to 0 if a digest was written, else 1.
 */
export async function run({ env, config, articlesDir, startWorker, out }: Deps): Promise<number> {
  const started = Date.now()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ofsted-alerts-demo-'))
  try {
    await using site = await startDemoSite(await readDemoArticles(articlesDir))
    await using worker = await startWorker({
      env: { ...env, REDIS_URL: undefined, SMTP_URL: undefined, DATA_DIR: dataDir, HTTP_PORT: 0 },
      config: () => ({
        ...config,
        feeds: site.feeds.map((feed) => Feed.parse({ ...feed, read: 'always' })),
        settings: demoSettings(),
      }),
      ticking: false,
    })
    const { store } = worker
    await store.subscribers.save(subscriber, 0, new Date())
    await worker.drain()

    const severityOf = ({ rule }: Event) => config.rules.facts.get(rule)?.severity ?? 0
    const events = (await store.events.latest(100)).toSorted(
      (a, b) => a.authority.localeCompare(b.authority, 'en') || severityOf(b) - severityOf(a),
    )
    out(
      `${table(
        ['Rule', 'Authority', 'What happened', 'Sources'],
        events.map((event) => rowOf(event, config)),
      )}\n`,
    )
    const digests = (await writtenSince(started, env.OUTBOX_DIR)).map((file) => `  ${file}\n`)
    const { sent } = await store.deliveries.ledger()
    out(sent === 0 ? 'No digest was written.\n' : `\nThe digest for ${subscriber.address}:\n${digests.join('')}`)
    return sent === 0 ? 1 : 0
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** What this run put into the outbox, and not what lay there before. */
async function writtenSince(started: number, outboxDir: string): Promise<string[]> {
  const files = (await readdir(outboxDir)).toSorted().map((name) => path.resolve(outboxDir, name))
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))
  return files.filter((_, index) => (times[index] ?? 0) >= started)
}

/** Old news is wanted here, from this machine, at once. */
const demoSettings = (): Settings =>
  Settings.parse({
    digests: { gather: '0s' },
    polling: { first_poll_reach: null, host_spacing: '0s' },
    network: { allow: ['127.0.0.0/8'] },
  })

function rowOf({ rule, authority, fields, sources }: Event, { rules }: Config): string[] {
  const facts = rules.facts.get(rule)
  const outlets = sources.map(({ outlet }) => outlet).join(', ')
  return [
    rule,
    authority,
    facts === undefined ? '' : headline(facts, authority, fields),
    `${sources.length} (${outlets})`,
  ]
}
