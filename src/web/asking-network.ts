import type { Context } from 'hono'
import type { Settings } from '../config/settings.ts'
import { networkOf } from './network-of.ts'

/** The network that a request came from, as our proxies tell. */
export function askingNetwork({ web }: Pick<Settings, 'web'>, context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')
  return networkOf({ remote: remoteOf(context), forwarded, trusted: web.trusted_proxies })
}

/** What node-server hands over with each request: the other end of the connection. */
function remoteOf({ env }: Context): string | undefined {
  // hono knows nothing of what the server below it adds.
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress
}
