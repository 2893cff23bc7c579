import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { stringify } from 'yaml'
import type { z } from 'zod'
import { startApp, type App } from '../../src/app.ts'
import { Env } from '../../src/config/env.ts'
import { Feed } from '../../src/config/feeds.ts'
import type { Settings } from '../../src/config/settings.ts'
import { buildSubscriber } from './build.ts'
import { testConfig } from './config.ts'
import { createOpened } from './opened.ts'
import { startRedis } from './redis.ts'
import { makeTempDir } from './temp-dir.ts'

export type SettingsInput = z.input<typeof Settings>
export type FeedInput = Partial<z.input<typeof Feed>> & { id: string; url: string }

export const testSecret = 'a-secret-of-at-least-32-characters'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const shippedConfig = fileURLToPath(new URL('../../config', import.meta.url))

export type TestAppOptions = {
  /** Absent: a redis-server of its own, gone with the worker. `embedded`: the one that the worker starts in `dataDir`. */
  redisUrl?: string
  /** Absent: a temporary folder. */
  dataDir?: string
  /** Absent: mail goes to a temporary outbox. */
  smtpUrl?: string
  feeds?: FeedInput[]
  settings?: SettingsInput
  clock?: () => Date
  ticking?: boolean
  /** Opens the operator's pages. */
  adminPassword?: string
  mailgunKey?: string
}

export type TestApp = App & {
  /** Another list of feeds from now on, as after a reload. */
  setFeeds: (feeds: FeedInput[]) => void
  /** Writes an active subscriber, `<id>@example.org` unless the overrides say otherwise. */
  subscribe: (id: string, overrides?: Parameters<typeof buildSubscriber>[0]) => Promise<void>
}

/** The whole worker in this process, with the shipped rules and authorities; nothing is done but on `drain` and `sweep`. */
export async function startTestApp({
  redisUrl,
  dataDir,
  smtpUrl,
  feeds = [],
  settings = {},
  clock = () => new Date(),
  ticking = false,
  adminPassword,
  mailgunKey,
}: TestAppOptions): Promise<TestApp> {
  await using opened = createOpened()
  const dir = opened.use(await makeTempDir())
  const url = redisUrl ?? opened.use(await startRedis()).url
  const redis = url === 'embedded' ? {} : { REDIS_URL: url }
  const base = testConfig({ settings: impatient(settings) })
  let current = feedsOf(feeds)
  const app = await startApp({
    env: environment(dataDir ?? dir.path, {
      ...redis,
      ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
      ...(adminPassword === undefined ? {} : { ADMIN_PASSWORD: adminPassword }),
      ...(mailgunKey === undefined ? {} : { MAILGUN_SIGNING_KEY: mailgunKey }),
    }),
    config: () => ({ ...base, feeds: current }),
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    ticking,
    // As in a worker that stays, however a test moves its clock.
    patient: true,
    clock,
    random: () => 0,
  })
  const closeOthers = opened.move()
  const stop = async () => {
    await app.stop()
    await closeOthers()
  }
  return {
    ...app,
    setFeeds: (next) => {
      current = feedsOf(next)
    },
    async subscribe(id, overrides = {}) {
      const subscriber = buildSubscriber({ id, address: `${id}@example.org`, ...overrides })
      const outcome = await app.store.subscribers.save(subscriber, 0, clock())
      if (outcome !== 'written') throw new Error(`expected ${id} to be written, got ${outcome}`)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

export type WorkerProcess = AsyncDisposable & {
  process: ChildProcess
  /** What it has printed and logged so far. */
  output: () => string
  /** Where its pages are. */
  port: () => number
  /** Sends the signal and waits until the process has gone; the exit code, or null where the signal ended it. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

export type Workplace = {
  /** Folder with `config/` and `data/` of the worker. */
  dir: string
  redisUrl?: string
  smtpUrl: string
}

/** Writes the configuration that `spawnWorker` reads into `dir`: the shipped rules, these feeds and settings. */
export function writeConfig(dir: string, { feeds, settings = {} }: { feeds: FeedInput[]; settings?: SettingsInput }) {
  mkdirSync(path.join(dir, 'config'), { recursive: true })
  for (const file of ['rules.yaml', 'authorities.csv'])
    cpSync(path.join(shippedConfig, file), path.join(dir, 'config', file))
  const named = feeds.map(withDefaults)
  writeFileSync(path.join(dir, 'config', 'feeds.yaml'), stringify({ feeds: named }))
  writeFileSync(path.join(dir, 'config', 'settings.yaml'), stringify(impatient(settings)))
}

/** The built program as its own process, up when this resolves. */
export async function spawnWorker({ dir, redisUrl, smtpUrl }: Workplace): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [main, 'start'], {
    cwd: dir,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      SMTP_URL: smtpUrl,
      SECRET: testSecret,
      HTTP_PORT: '0',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const closed = once(child, 'close')
  const up = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('ofsted-alerts is up')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void closed.then(() => reject(new Error(`expected the worker to come up, it ended: ${text}`)))
  })
  const killNow = () => void child.kill('SIGKILL')
  process.once('exit', killNow)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await closed
    process.off('exit', killNow)
    return child.exitCode
  }
  await up
  return {
    process: child,
    output: () => text,
    port: () => Number(/pages on port (\d+)/.exec(text)?.[1]),
    end,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

/** As shipped, but for what a test cannot wait for; a test's own settings go before. */
function impatient({ digests, polling, network, mail, worker, ...rest }: SettingsInput): SettingsInput {
  return {
    ...rest,
    digests: { gather: '0s', ...digests },
    polling: { host_spacing: '0s', ...polling },
    network: { allow: ['127.0.0.0/8'], connect_timeout: '1s', total_timeout: '1s', ...network },
    mail: { timeout: '1s', ...mail },
    worker: { drain: '5s', ...worker },
  }
}

const feedsOf = (feeds: FeedInput[]) => feeds.map((feed) => Feed.parse(withDefaults(feed)))

const withDefaults = (feed: FeedInput) => ({
  name: feed.id,
  ...(feed.kind === 'ofsted-reports' ? {} : { read: 'never' }),
  ...feed,
})

const environment = (dir: string, env: Record<string, string>) =>
  Env.parse({
    SECRET: testSecret,
    PUBLIC_URL: 'https://alerts.example.org',
    MAIL_FROM: 'Ofsted alerts <alerts@example.org>',
    HTTP_PORT: 0,
    DATA_DIR: dir,
    OUTBOX_DIR: path.join(dir, 'outbox'),
    ...env,
  })
