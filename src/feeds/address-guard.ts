import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Resolves a host name as `dns.lookup` with `all` does. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
  })

/** An address that must not be fetched. */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError'
}

/**
 * Whether an IP address may be fetched: public unicast, or inside one of the allowed CIDR ranges. Everything that IANA has set aside is refused
 * (private, loopback, link-local, shared 100.64/10, multicast, documentation, and IPv6 forms that carry an IPv4 address within).
 */
export function isAllowedAddress(address: string, allow: string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  const inRange = (cidr: string) => {
    const [network, bits] = ipaddr.parseCIDR(cidr)
    return network.kind() === ip.kind() && ip.match(network, bits)
  }
  return (ip.range() === 'unicast' && isGlobal(ip)) || allow.some(inRange)
}

/** IPv6 has only 2000::/3 in use as yet; what lies outside carries IPv4 addresses, or is local (RFC 4291, 2.4). */
function isGlobal(ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ip.kind() === 'ipv4' || ip.match(ipaddr.parseCIDR('2000::/3'))
}

/**
 * A `lookup` for sockets, so that the address is checked after DNS, at the moment of connecting: a name that answers differently the
 * second time (DNS rebinding) gains nothing. One forbidden address among several refuses the name.
 */
export function guardedLookup(resolve: Resolve, allow: string[]): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const forbidden = addresses.find(({ address }) => !isAllowedAddress(address, allow))
        const [first] = addresses
        if (forbidden !== undefined)
          callback(
            new ForbiddenAddressError(
              `expected a public address, ${host} is at ${forbidden.address}: allow it in settings.yaml (network.allow) if it is yours`,
            ),
            [],
          )
        else if (first === undefined) callback(new Error(`expected an address for ${host}, DNS gave none`), [])
        else if (options.all === true) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), []),
    )
  }
}
