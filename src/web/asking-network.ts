import type { Context } from 'hono'
import type { Settings } from '../config/settings.ts'
import { networkOf } from './network-of.ts'
import { remoteOf } from './remote-of.ts'

/** The network that a request came from, as our proxies tell. */
export function askingNetwork({ web }: Pick<Settings, 'web'>, context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')
  return networkOf({ remote: remoteOf(context), forwarded, trusted: web.trusted_proxies })
}
