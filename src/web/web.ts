import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Links } from '../links.ts'
import type { Store } from '../store/store.ts'
import { addAuthorityPages } from './authorities.ts'
import { baseSheet } from './base-sheet.ts'
import { createAdmin, type AdminOptions } from './admin.ts'
import { askToConfirm, confirm } from './confirm.ts'
import { askWhatIsWrong, noteFeedback, takeFeedbackBack } from './feedback.ts'
import { feedbackSheet } from './feedback-page.ts'
import { mailFreshLink } from './fresh-link.ts'
import { checkHealth } from './health.ts'
import { addEditions } from './editions.ts'
import { addEventPages } from './events.ts'
import { eventsSheet } from './events-sheet.ts'
import { addFeeds } from './feeds.ts'
import { noteWhyLeft } from './leaving.ts'
import { limits, mostFormBytes } from './limits.ts'
import { changeSubscription, showSubscription } from './manage.ts'
import { askToErase, eraseData, exportData } from './own-data.ts'
import { page } from './page.ts'
import { pageHeaders } from './page-headers.ts'
import { privacy } from './privacy.ts'
import { recordSheet } from './record-sheet.ts'
import { askForLink, requestLink } from './request-link.ts'
import { createSample, showSample } from './sample.ts'
import type { AskSns } from './sns-certificates.ts'
import { checkYourMail, home, subscribe } from './subscribe.ts'
import { askToUnsubscribe, undoUnsubscribing, unsubscribe } from './unsubscribe.ts'
import { webhooks } from './webhooks.ts'

export type WebDeps = {
  store: Store
  links: Links
  clock: () => Date
  redis: Pick<Redis, 'ping'>
  /** What is wrong with the configuration on disk; null when it is the one in use. */
  configFault: () => string | null
  log: Logger
  /** Asked again for each page. */
  config: () => Config
  enqueue: Enqueue
  newId: () => string
  /** From 0 to 1, without 1. */
  random: () => number
  /** An address of the operator's, for readers. */
  contact: string
  /** For the operator's pages; null or absent where there are none. */
  admin?: AdminOptions | null
  /** Asks Amazon SNS. Must follow no redirects, and take less time than an answer may. */
  askSns: AskSns
  /** Signs what Mailgun posts; null where it is not used. */
  mailgunKey: string | null
}

/** The styles of all pages. */
const sheets = [baseSheet, eventsSheet, recordSheet, feedbackSheet]

/** Longer than any change of a record takes; after it the reader is told to try again. */
const answerWithinMs = 5000

/**
 * The pages. Only a POST changes anything; GET and HEAD may be followed by mail scanners and previews without harm.
 * Tokens in addresses are never logged.
 */
export function createWeb(deps: WebDeps): Hono {
  const { store, redis, configFault, clock, log, config } = deps
  const started = clock()
  const app = new Hono()

  // Before the rest: its answers have headers of their own.
  if (deps.admin != null) app.route('/admin', createAdmin({ ...deps, ...deps.admin }))

  app.use(pageHeaders(sheets))
  // What is the same for everybody says itself how long it may be kept.
  app.use(async (context, next) => {
    await next()
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
  })
  // Before the limits of the pages: what providers post is larger than any form.
  app.route('/webhooks', webhooks(deps))
  app.use(limits({ answerWithinMs, mostBytes: mostFormBytes }))

  app.get('/healthz', async ({ json }) => {
    const found = await checkHealth({
      store,
      redis,
      configFault: configFault(),
      sweepMs: config().settings.worker.sweep,
      started,
      now: clock(),
    })
    return json(found, found.state === 'failing' ? 503 : 200)
  })
  const sample = createSample(deps)
  app.get('/', home(deps, sample))
  app.get('/subscribe', home(deps, sample))
  app.get('/sample-digest', showSample(deps, sample))
  app.post('/subscribe', subscribe(deps))
  app.get('/check-your-mail', checkYourMail())
  app.get('/privacy', privacy(deps))
  app.get('/manage', askForLink())
  app.post('/manage', requestLink(deps))
  app.get('/manage/:token', showSubscription(deps))
  app.post('/manage/:token', changeSubscription(deps))
  app.post('/manage/:token/fresh-link', mailFreshLink(deps, ['manage', 'owner']))
  app.post('/manage/:token/export', exportData(deps))
  app.get('/manage/:token/erase', askToErase(deps))
  app.post('/manage/:token/erase', eraseData(deps))
  app.get('/unsubscribe/:token', askToUnsubscribe(deps))
  app.post('/unsubscribe/:token', unsubscribe(deps))
  app.post('/unsubscribe/:token/undo', undoUnsubscribing(deps))
  app.post('/unsubscribe/:token/why', noteWhyLeft(deps))
  app.post('/unsubscribe/:token/fresh-link', mailFreshLink(deps, ['unsubscribe']))
  app.get('/feedback/:token', askWhatIsWrong(deps))
  app.post('/feedback/:token', noteFeedback(deps))
  app.post('/feedback/:token/take-back', takeFeedbackBack(deps))
  app.get('/confirm/:token', askToConfirm(deps))
  app.post('/confirm/:token', confirm(deps))

  addFeeds(app, deps)
  addEventPages(app, deps)
  addEditions(app, deps)
  addAuthorityPages(app, deps)

  app.notFound(async (context) => {
    const body = html`<p>There is no page at this address.</p>`
    return context.html(await page({ heading: 'Page not found', body }), 404)
  })
  app.onError(async (error, context) => {
    if (!('status' in error)) log.error({ err: error, route: context.req.routePath }, 'a page could not be made')
    if ('status' in error && error.status === 413) return context.text('The form sent more than was expected.', 413)
    const isLooking = context.req.method === 'GET' || context.req.method === 'HEAD'
    const body = isLooking
      ? html`<p>This page cannot be shown just now. Please try again in a few minutes.</p>`
      : html`<p>
          We cannot tell whether it was done. Please try again in a few minutes: doing it twice does no harm.
        </p>`
    context.header('Retry-After', '120')
    return context.html(await page({ heading: 'This did not work just now', body }), 503)
  })
  return app
}
