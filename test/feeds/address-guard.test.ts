import { describe, expect, test } from 'vitest'
import { guardedLookup, isAllowedAddress } from '../../src/feeds/address-guard.ts'

describe('isAllowedAddress', () => {
  test.each(['8.8.8.8', '151.101.0.81', '2a04:4e42::81', '2606:4700::1111'])('allows %s', (address) => {
    expect(isAllowedAddress(address, [])).toBe(true)
  })

  test.each([
    ['127.0.0.1', 'loopback'],
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['169.254.169.254', 'link-local, where clouds keep their secrets'],
    ['100.64.0.1', 'shared (carrier-grade NAT)'],
    ['192.0.2.1', 'documentation'],
    ['198.18.0.1', 'benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::1', 'loopback'],
    ['::', 'unspecified'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local, long withdrawn'],
    ['fd12::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'IPv4 mapped'],
    ['::127.0.0.1', 'IPv4 compatible'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::7f00:1', 'NAT64 of a network'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:7f00:1::', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['localhost', 'no address'],
    ['', 'no address'],
  ])('refuses %s (%s)', (address) => {
    expect(isAllowedAddress(address, [])).toBe(false)
  })

  test('allows what the settings list, in the form of either family', () => {
    expect(isAllowedAddress('10.1.2.3', ['10.1.2.0/24'])).toBe(true)
    expect(isAllowedAddress('::ffff:10.1.2.3', ['10.1.2.0/24'])).toBe(true)
    expect(isAllowedAddress('10.1.3.1', ['10.1.2.0/24'])).toBe(false)
    expect(isAllowedAddress('fd00::1', ['10.1.2.0/24', 'fd00::/8'])).toBe(true)
  })
})

describe('guardedLookup', () => {
  const looked = (addresses: { address: string; family: number }[], all: boolean) =>
    new Promise((resolve) =>
      guardedLookup(async () => addresses, [])('name.example', { all }, (error, found) =>
        resolve(error === null ? found : error.message),
      ),
    )

  test('refuses a name with one forbidden address among several', async () => {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect(await looked(addresses, true)).toContain('name.example is at 127.0.0.1')
  })

  test('gives one address or all, as the socket asks', async () => {
    const addresses = [{ address: '8.8.8.8', family: 4 }]
    expect(await looked(addresses, true)).toEqual(addresses)
    expect(await looked(addresses, false)).toBe('8.8.8.8')
  })

  test('says that DNS gave none', async () => {
    expect(await looked([], true)).toContain('DNS gave none')
  })
})
