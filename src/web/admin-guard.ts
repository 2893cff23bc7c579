import type { Context, MiddlewareHandler } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { HTTPException } from 'hono/http-exception'
import { timingSafeEqual } from 'hono/utils/buffer'
import type { AdminDeps, AdminEnv } from './admin.ts'
import { askingNetwork } from './asking-network.ts'
import { cameSafely } from './came-safely.ts'
import { siteOf } from './network-of.ts'
import { perNetwork } from './per-network.ts'
import { remoteOf } from './remote-of.ts'

type Deps = Pick<AdminDeps, 'store' | 'config' | 'clock' | 'log' | 'password'>

/** A person mistypes a few times. */
const mostOfNetwork = 5

/** One holder of IPv6 addresses has as many networks as it likes. */
const mostOfSite = 20

/** Anybody who knows the password says their name with it, for the audit log. */
const isName = (name: string) => /^[\p{L}\p{N}][\p{L}\p{N} ._@'’-]{0,63}$/u.test(name)

/** Refuses whatever came unencrypted, before a password is asked for. */
export const expectSafeWay =
  ({ config }: Deps): MiddlewareHandler<AdminEnv> =>
  async (context, next) => {
    const header = (name: string) => context.req.header(name)
    const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'].some(
      (name) => header(name) !== undefined,
    )
    const { trusted_proxies: trusted } = config().settings.web
    const way = { remote: remoteOf(context), proto: header('x-forwarded-proto'), isForwarded, trusted }
    if (cameSafely(way)) return await next()
    const leaked =
      header('authorization') === undefined
        ? ''
        : ' A password came with this request, and others may have read it: change it.'
    return context.text(
      `These pages answer over https alone, and this request did not say that it came so. Open them at the https address of your proxy; it has to send X-Forwarded-Proto and to be in web.trusted_proxies of settings.yaml.${leaked}\n`,
      403,
    )
  }

/** Lets in whoever knows the password. After a few wrong ones from one network, that network waits, also with the right one. */
export const expectPassword = ({ store, config, clock, log, password }: Deps): MiddlewareHandler<AdminEnv> =>
  basicAuth({
    realm: 'Operator of Ofsted alerts',
    invalidUserMessage:
      'Expected the password in ADMIN_PASSWORD, and a name of yours: letters, digits, spaces and . _ @ -\n',
    onAuthSuccess: (context: Context<AdminEnv>, name) => context.set('operator', name),
    async verifyUser(name, given, context) {
      if (!isName(name)) return false
      const network = askingNetwork(config().settings, context)
      const site = siteOf(network)
      const limits = [
        { of: `password ${network}`, ...perNetwork(mostOfNetwork) },
        ...(site === null ? [] : [{ of: `password ${site}`, ...perNetwork(mostOfSite) }]),
      ]
      const isRight = await timingSafeEqual(given, password)
      // Asked of Redis in either case, after which the network waits or does not: however many guesses come at once, no more than the free ones are told anything.
      const waitMs = isRight
        ? Math.max(...(await Promise.all(limits.map((limit) => store.limits.waiting(limit, clock())))))
        : ((await store.limits.count(limits, clock()))?.waitMs ?? 0)
      if (waitMs > 0) throw new HTTPException(429, { res: tooOften(waitMs) })
      if (!isRight) log.warn({ network }, 'wrong password for the pages of the operator')
      return isRight
    },
  })

function tooOften(waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1000)
  return new Response(`Too many wrong passwords came from your network. Try again in ${seconds} seconds.\n`, {
    status: 429,
    headers: { 'Retry-After': String(seconds), 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
