import ipaddr from 'ipaddr.js'

type Asking = {
  /** The other end of the connection. */
  remote: string | undefined
  /** X-Forwarded-For, to which each proxy adds at the end whom it was asked by. */
  forwarded: string | undefined
  /** CIDR ranges of our own proxies. */
  trusted: readonly string[]
}

/** Of an IPv4 address, the network that one office or household shares; of an IPv6 address, what one customer gets. */
const prefix = { ipv4: 24, ipv6: 56 }

/**
 * The network that a request came from: `192.0.2.0/24`. What X-Forwarded-For says is believed from its end, for as long as it was written by a
 * proxy of ours; the rest of it anybody may have made up.
 */
export function networkOf({ remote, forwarded = '', trusted }: Asking): string {
  const ranges = trusted.map((range) => ipaddr.parseCIDR(range))
  let asking = addressOf(remote ?? '')
  for (const named of forwarded.split(',').toReversed()) {
    const next = addressOf(named.trim())
    if (asking === null || next === null || !isWithin(asking, ranges)) break
    asking = next
  }
  if (asking === null) return 'unknown'
  const length = prefix[asking.kind()]
  const network =
    asking.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${asking.toString()}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${asking.toString()}/${length}`)
  return `${network.toString()}/${length}`
}

/** The site (RFC 6177: a /48) that an IPv6 network is part of, since whoever is given one has as many networks to ask from; null for IPv4. */
export function siteOf(network: string): string | null {
  return ipaddr.IPv6.isValidCIDR(network)
    ? `${ipaddr.IPv6.networkAddressFromCIDR(network.replace(/\d+$/, '48')).toString()}/48`
    : null
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** IPv4 that comes as IPv6 (`::ffff:192.0.2.1`) is IPv4. Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function addressOf(text: string): Address | null {
  const address = /^([\d.]+):\d+$/.exec(text)?.[1] ?? /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text
  return ipaddr.isValid(address) ? ipaddr.process(address) : null
}

/** Whether an address is in one of these ranges, of those of its kind. */
export const isWithin = (address: Address, ranges: [Address, number][]) =>
  ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
