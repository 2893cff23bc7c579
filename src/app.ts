import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'
import type { Env } from './config/env.ts'
import type { Config } from './config/load.ts'
import type { Settings } from './config/settings.ts'
import { createArticleReader } from './feeds/article.ts'
import { createGovukReader } from './feeds/govuk-page.ts'
import { createHttpClient } from './feeds/http.ts'
import { createOfstedSite } from './feeds/ofsted-site.ts'
import { createReportTexts } from './feeds/report-text.ts'
import { createQueues, type Queues } from './jobs/queues.ts'
import { roles as allRoles, type Role } from './jobs/roles.ts'
import { createLinks } from './links.ts'
import { mailIdentity } from './mail/identity.ts'
import { createOutbox } from './mail/outbox.ts'
import type { Sender } from './mail/sender.ts'
import { createSmtpSender, smtpOptions } from './mail/smtp.ts'
import { runningEmbeddedRedis, startEmbeddedRedis } from './store/embedded-redis.ts'
import { connectionLog } from './store/connection-log.ts'
import { createHostTurns } from './store/host-turns.ts'
import { keptSecret } from './store/kept-secret.ts'
import { expectSafeRedis } from './store/safe-redis.ts'
import { createStore, type Store } from './store/store.ts'
import { closers } from './workers/closers.ts'
import { startCrew } from './workers/crew.ts'
import { createPdfReader } from './workers/read-pdf.ts'
import { recordReport } from './workers/record-report.ts'
import { listen } from './web/listen.ts'
import { createWeb } from './web/web.ts'

/** The records and queues alone, for commands that look at them or change them. */
export type Records = AsyncDisposable & {
  redis: Redis
  store: Store
  queues: Queues
  /** Settles only when the embedded Redis has been given up, with the reason: nothing can be done any more. */
  lost: Promise<string>
}

/** A running worker. */
export type App = Records & {
  /** Null when this process serves no pages. */
  httpPort: number | null
  /** Asks the records at once what is due. */
  sweep: () => Promise<void>
  /** Works until nothing is due any more: for `once`, the demo and tests. */
  drain: () => Promise<void>
  /** Lets running jobs end within settings.worker.drain, then closes everything. */
  stop: () => Promise<void>
}

export type AppOptions = {
  env: Env
  /** Asked again for each piece of work, so that a reloaded configuration holds from the next one on. */
  config: () => Config
  /** Why the configuration on disk is not the one in use, for the health page; null when it is. */
  configFault?: () => string | null
  log: Logger
  roles?: readonly Role[]
  /** False: nothing is done but on `sweep` and `drain`. */
  ticking?: boolean
  /** False: what may be had later is done without. True, unless nothing ticks: then nobody comes back for it. */
  patient?: boolean
  clock?: () => Date
  random?: () => number
  newId?: () => string
}

/** Connects to REDIS_URL, else to the private Redis of a worker that runs here, else starts one for as long as it is needed. */
export async function openRecords({ env, log }: { env: Env; log: Logger }): Promise<Records> {
  const url = env.REDIS_URL ?? (await runningEmbeddedRedis(env.DATA_DIR))
  return await connectRecords(url ?? null, env, log)
}

/** Starts the worker: connections, queues, handlers of the roles, pages. Throws if one of them cannot be had. */
export async function startApp({
  env,
  config,
  configFault = () => null,
  log,
  roles = allRoles,
  ticking = true,
  patient = ticking,
  clock = () => new Date(),
  random = Math.random,
  newId = randomUUID,
}: AppOptions): Promise<App> {
  await using opened = closers()
  const records = opened.use(await connectRecords(env.REDIS_URL ?? null, env, log))
  const { redis, store } = records
  if (env.REDIS_URL !== undefined) await expectSafeRedis(redis, log)
  const { settings } = config()

  const secret = env.SECRET ?? (await keptSecret(env.DATA_DIR))
  const links = createLinks({ publicUrl: env.PUBLIC_URL, secret })
  const clientSpaced = (spacing: 'host_spacing' | 'crawl_spacing') => {
    const turn = createHostTurns({ redis, spacingMs: () => config().settings.polling[spacing], clock })
    const client = createHttpClient({ network: settings.network, turn, clock })
    opened.defer(() => client.close())
    return client
  }
  const http = clientSpaced('host_spacing')
  const sns = createHttpClient({ network: snsNetwork(settings.network), turn: async () => undefined, clock })
  opened.defer(() => sns.close())
  const ofsted = createOfstedSite({ http: clientSpaced('crawl_spacing'), settings: () => config().settings, clock })
  const texts = opened.use(createReportTexts())
  const sender = openSender(env, settings.mail)
  opened.defer(() => sender.close())

  const crew = startCrew({
    roles,
    ticking,
    connection: redis,
    onConnectionError: records.onError,
    queues: records.queues,
    perMinute: settings.mail.per_minute,
    connections: settings.mail.connections,
    sweepMs: settings.worker.sweep,
    log,
    deps: {
      store,
      config,
      http,
      ofsted,
      readPdf: createPdfReader({ texts, config }),
      recordReport: recordReport({ store, config, clock }),
      articles: createArticleReader({ http, settings: () => config().settings, clock }),
      govuk: createGovukReader({ http, settings: () => config().settings }),
      patient,
      sender,
      links,
      ...mailIdentity(env),
      clock,
      random,
      newId,
      log,
    },
  })
  opened.defer(() => crew.stop(settings.worker.drain))

  const password = roles.includes('web') ? env.ADMIN_PASSWORD : undefined
  const admin =
    password === undefined
      ? null
      : {
          password,
          secret: [secret].flat(),
          publicUrl: env.PUBLIC_URL,
          queues: records.queues,
          board: (await import('./web/queue-board.ts')).queueBoard(records.queues),
        }
  const web = roles.includes('web')
    ? await listen(
        createWeb({
          redis,
          store,
          links,
          clock,
          log,
          configFault,
          config,
          enqueue: records.queues.enqueue,
          newId,
          random,
          contact: mailIdentity(env).address,
          admin,
          askSns: sns.get,
          mailgunKey: env.MAILGUN_SIGNING_KEY ?? null,
        }),
        env.HTTP_PORT,
      )
    : null
  if (web !== null) opened.defer(() => web.close())

  const stop = opened.keep()
  return {
    ...records,
    httpPort: web?.port ?? null,
    sweep: crew.sweep,
    drain: crew.drain,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Amazon SNS is asked while it waits for our answer, and sends nobody elsewhere. */
const snsNetwork = (network: Settings['network']): Settings['network'] => ({
  ...network,
  connect_timeout: Math.min(network.connect_timeout, 3000),
  total_timeout: Math.min(network.total_timeout, 4000),
  most_redirects: 0,
})

/** Where mail goes: to the mail server, or without one into the outbox. */
export function openSender({ SMTP_URL, OUTBOX_DIR }: Env, mail: Settings['mail']): Sender {
  if (SMTP_URL === undefined) return createOutbox({ dir: OUTBOX_DIR })
  return createSmtpSender({ transport: createTransport(smtpOptions(SMTP_URL, mail)), timeoutMs: mail.timeout })
}

/** Logs in to a mail server and out again, as the worker would; rejects with what it said. */
export async function verifyMail(smtpUrl: string, mail: Settings['mail']): Promise<void> {
  const transport = createTransport(smtpOptions(smtpUrl, mail))
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}

type Connected = Records & { onError: (error: unknown) => void }

async function connectRecords(url: string | null, env: Env, log: Logger): Promise<Connected> {
  await using opened = closers()
  const embedded = url === null ? opened.use(await startEmbeddedRedis({ dataDir: env.DATA_DIR, log })) : null
  const redis = connect(url ?? embedded?.url ?? '')
  const onError = connectionLog(log)
  redis.on('error', onError)
  opened.defer(() => redis.disconnect())
  const queues = createQueues({ connection: redis, onError })
  opened.defer(() => queues.close())
  const lost = new Promise<string>((resolve) => {
    void embedded?.exited.then((reason) => (reason === null ? undefined : resolve(reason)))
  })
  return { redis, store: createStore(redis), queues, lost, onError, [Symbol.asyncDispose]: opened.keep() }
}

/** Commands wait for a Redis that is away and go on when it is back: work that has begun is not lost by a restart. */
function connect(url: string): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(2000, 50 * 2 ** Math.min(times, 6)),
  }
  return url.startsWith('unix://')
    ? new Redis({ ...options, path: url.slice('unix://'.length) })
    : new Redis(url, options)
}
