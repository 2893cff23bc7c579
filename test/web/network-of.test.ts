import { expect, test } from 'vitest'
import { networkOf, siteOf } from '../../src/web/network-of.ts'

const trusted = ['127.0.0.0/8', '10.0.0.0/8', 'fd00::/8']

test.each([
  ['the other end', '192.0.2.77', undefined, '192.0.2.0/24'],
  ['IPv4 that comes as IPv6', '::ffff:192.0.2.77', undefined, '192.0.2.0/24'],
  ['what an IPv6 customer gets', '2001:db8:1:2ff:3::4', undefined, '2001:db8:1:200::/56'],
  ['whom our proxy names', '127.0.0.1', '192.0.2.77', '192.0.2.0/24'],
  ['whom the first of two proxies names', 'fd00::1', '192.0.2.77, 10.0.0.3', '192.0.2.0/24'],
  ['the last that was not made up', '10.0.0.1', '203.0.113.1, 192.0.2.77', '192.0.2.0/24'],
  ['a stranger, whatever they claim', '198.51.100.7', '192.0.2.77', '198.51.100.0/24'],
  ['whom our proxy names with the port', '127.0.0.1', '192.0.2.77:4711', '192.0.2.0/24'],
  ['whom our proxy names with the port, of IPv6', '127.0.0.1', '[2001:db8:1:2ff::4]:4711', '2001:db8:1:200::/56'],
  ['our proxy, where it names nobody', '127.0.0.1', '', '127.0.0.0/24'],
  ['our proxy, where what it names is none', '127.0.0.1', '192.0.2.77, <script>', '127.0.0.0/24'],
  ['nobody', undefined, undefined, 'unknown'],
])('is the network of %s', (_, remote, forwarded, expected) => {
  expect(networkOf({ remote, forwarded, trusted })).toBe(expected)
})

test.each([
  ['2001:db8:1:200::/56', '2001:db8:1::/48'],
  ['192.0.2.0/24', null],
  ['unknown', null],
])('%s is part of the site %s', (network, site) => expect(siteOf(network)).toBe(site))
