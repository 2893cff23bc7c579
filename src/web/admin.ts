import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { timeout } from 'hono/timeout'
import type { Config } from '../config/load.ts'
import type { Queues } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'
import { expectPassword, expectSafeWay } from './admin-guard.ts'
import { showAudit } from './admin-audit.ts'
import { decide, showDelivery } from './admin-delivery.ts'
import { showDeliveries } from './admin-deliveries.ts'
import { showFeeds } from './admin-feeds.ts'
import { overview } from './admin-overview.ts'
import { adminPage } from './admin-page.ts'
import { showRules } from './admin-rules.ts'
import { adminSheet } from './admin-sheet.ts'
import { showSubscriber } from './admin-subscriber.ts'
import { findSubscriber, showSubscribers } from './admin-subscribers.ts'
import { baseSheet } from './base-sheet.ts'
import { expectOwnForm } from './expect-own-form.ts'
import { createFormTokens, type FormTokens } from './form-token.ts'
import { boardPolicy, queueBoard } from './queue-board.ts'
import type { WebDeps } from './web.ts'

/** What these pages need beside what all pages do. */
export type AdminOptions = {
  /** What opens them; without one there are none. */
  password: string | undefined
  /** Sign forms, the newest first. */
  secret: readonly string[]
  /** Where browsers say they are when they send a form of ours. */
  publicUrl: string
  queues: Pick<Queues, 'queueOf' | 'counts'>
  store: Pick<
    Store,
    | 'subscribers'
    | 'windows'
    | 'deliveries'
    | 'bounces'
    | 'feeds'
    | 'items'
    | 'events'
    | 'alarms'
    | 'duties'
    | 'limits'
    | 'audit'
  >
  config: () => Config
}

type Options = AdminOptions & Pick<WebDeps, 'clock' | 'newId' | 'log'>

/** What each of the pages may ask for. */
export type AdminDeps = Omit<Options, 'password' | 'secret'> & { password: string; tokens: FormTokens }

/** The name that the operator gave with the password. */
export type AdminEnv = { Variables: { operator: string } }

const mostBodyBytes = 16 * 1024

/** The first look at a week of items or events may take a while. */
const answerWithinMs = 10_000

/**
 * The operator's pages, to be put under /admin: for whoever knows the password, over https. Only a POST of a form that one of these pages showed changes anything,
 * and the audit log says who sent it. Nothing of them is kept by browsers or found by search engines.
 */
export function createAdmin({ password, secret: [secret], ...options }: Options): Hono<AdminEnv> {
  if (password === undefined || secret === undefined)
    throw new Error('expected a password and a secret for the pages of the operator: set ADMIN_PASSWORD and SECRET')
  const deps: AdminDeps = { ...options, password, tokens: createFormTokens({ secret }) }
  const { publicUrl, log } = deps
  const admin = new Hono<AdminEnv>()
  const own = {
    defaultSrc: ["'none'"],
    styleSrc: [baseSheet.source, adminSheet.source],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  }
  const shared = { referrerPolicy: 'no-referrer', strictTransportSecurity: false } as const
  const ownHeaders = secureHeaders({ ...shared, contentSecurityPolicy: own })
  const boardHeaders = secureHeaders({ ...shared, contentSecurityPolicy: boardPolicy })
  const isBoard = (path: string) => path === '/admin/queues' || path.startsWith('/admin/queues/')

  admin.use((context, next) => (isBoard(context.req.path) ? boardHeaders : ownHeaders)(context, next))
  admin.use(async (context, next) => {
    await next()
    context.header('Cache-Control', 'no-store')
    context.header('X-Robots-Tag', 'noindex, nofollow')
  })
  // Before the limit, which reads what does not say its size: a form that comes by drops is late too.
  admin.use(timeout(answerWithinMs))
  admin.use(bodyLimit({ maxSize: mostBodyBytes }))
  admin.use(expectSafeWay(deps))
  admin.use(expectPassword(deps))
  // Behind a proxy the address that we see says http, so that browsers' Origin is held against the public one, or the host that was asked for.
  admin.use(
    csrf({
      origin: (origin, context) =>
        origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === context.req.header('host')),
    }),
  )
  admin.use(expectOwnForm(deps))

  admin.get('/', overview(deps))
  admin.get('/subscribers', showSubscribers(deps))
  admin.post('/subscribers', findSubscriber(deps))
  admin.get('/subscribers/:id', showSubscriber(deps))
  admin.get('/deliveries', showDeliveries(deps))
  admin.get('/deliveries/:id', showDelivery(deps))
  admin.post('/deliveries/:id', decide(deps))
  admin.get('/feeds', showFeeds(deps))
  admin.get('/rules', showRules(deps))
  admin.get('/audit', showAudit(deps))
  admin.route('/queues', queueBoard(deps.queues))
  admin.all('*', async (context) => {
    const body = html`<p>There is no page at this address.</p>`
    return context.html(await adminPage({ heading: 'Page not found', at: null, body }), 404)
  })
  admin.onError(async (error, context) => {
    // Those that carry a whole answer: no password, a form of another site.
    if (error instanceof HTTPException && error.res !== undefined) return error.getResponse()
    if (error instanceof HTTPException && error.status === 413)
      return context.text('The form sent more than was expected.', 413)
    log.error({ err: error, route: context.req.routePath }, 'a page of the operator could not be made')
    const body = html`<p>It may have been done or not: the log says why, and the audit log what was asked for.</p>`
    return context.html(await adminPage({ heading: 'This did not work just now', at: null, body }), 503)
  })
  return admin
}
