import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import type { Queues } from '../jobs/queues.ts'
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
import { boardPolicy } from './board-policy.ts'
import { expectOwnForm } from './expect-own-form.ts'
import { createFormTokens, type FormTokens } from './form-token.ts'
import { limits, mostFormBytes } from './limits.ts'
import { headersWith, pageHeaders } from './page-headers.ts'
import type { WebDeps } from './web.ts'

/** What these pages need beside what all pages do. */
export type AdminOptions = {
  /** What opens them. */
  password: string
  /** Sign forms, the newest first. */
  secret: readonly string[]
  /** Where browsers say they are when they send a form of ours. */
  publicUrl: string
  queues: Pick<Queues, 'counts'>
  /** The board of the queues. Handed in, since it takes longer to load than all the rest, and most processes show no pages. */
  board: Hono<AdminEnv>
}

type Options = AdminOptions & Pick<WebDeps, 'store' | 'config' | 'clock' | 'newId' | 'log'>

/** What each of the pages may ask for. */
export type AdminDeps = Omit<Options, 'secret' | 'board'> & { tokens: FormTokens }

/** The name that the operator gave with the password. */
export type AdminEnv = { Variables: { operator: string } }

/** The first look at a week of items or events may take a while. */
const answerWithinMs = 10_000

/**
 * The operator's pages, to be put under /admin: for whoever knows the password, over https. Only a POST of a form that one of these pages showed changes anything,
 * and the audit log says who sent it. Nothing of them is kept by browsers or found by search engines.
 */
export function createAdmin({ secret: [secret], board, ...options }: Options): Hono<AdminEnv> {
  if (secret === undefined) throw new Error('expected a secret to sign the forms of the operator with: set SECRET')
  const deps: AdminDeps = { ...options, tokens: createFormTokens({ secret }) }
  const { publicUrl, log } = deps
  const admin = new Hono<AdminEnv>()
  const ownHeaders = pageHeaders([baseSheet, adminSheet])
  const boardHeaders = headersWith(boardPolicy)
  const isBoard = (path: string) => path === '/admin/queues' || path.startsWith('/admin/queues/')

  admin.use((context, next) => (isBoard(context.req.path) ? boardHeaders : ownHeaders)(context, next))
  admin.use(async (context, next) => {
    await next()
    context.header('Cache-Control', 'no-store')
    context.header('X-Robots-Tag', 'noindex, nofollow')
  })
  admin.use(limits({ answerWithinMs, mostBytes: mostFormBytes }))
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
  admin.route('/queues', board)
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
