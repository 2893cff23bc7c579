import ipaddr from 'ipaddr.js'
import { isWithin } from './network-of.ts'

type Way = {
  /** The other end of the connection. */
  remote: string | undefined
  /** X-Forwarded-Proto. */
  proto: string | undefined
  /** Whether any proxy says that it passed the request on. */
  isForwarded: boolean
  /** CIDR ranges of our own proxies. */
  trusted: readonly string[]
}

/**
 * Whether nobody on the way could read a request: it came from this machine itself, or a proxy of ours says that it came over https. What anybody else says
 * is not believed, nor a list of which one part is http.
 */
export function cameSafely({ remote, proto, isForwarded, trusted }: Way): boolean {
  if (remote === undefined || !ipaddr.isValid(remote)) return false
  const from = ipaddr.process(remote)
  if (proto === undefined) return from.range() === 'loopback' && !isForwarded
  const isOurs = isWithin(
    from,
    trusted.map((range) => ipaddr.parseCIDR(range)),
  )
  return isOurs && proto.split(',').every((part) => part.trim().toLowerCase() === 'https')
}
