import { expect, test } from 'vitest'
import { cameSafely } from '../../src/web/came-safely.ts'

const trusted = ['127.0.0.0/8', '::1/128', '10.0.0.0/8']
const way = (given: Partial<Parameters<typeof cameSafely>[0]>) =>
  cameSafely({ remote: '10.0.0.7', proto: undefined, isForwarded: false, trusted, ...given })

test.each([
  ['from this machine, through nobody', { remote: '127.0.0.1' }],
  ['the same over IPv6', { remote: '::1' }],
  ['the same as IPv6 writes IPv4', { remote: '::ffff:127.0.0.1' }],
  ['a proxy of ours that says https', { proto: 'https' }],
  ['one on this machine', { remote: '127.0.0.1', proto: 'https', isForwarded: true }],
  ['two proxies, https both', { proto: 'https, HTTPS' }],
])('%s is safe', (_, given) => expect(way(given)).toBe(true))

test.each([
  ['over the network without a word', {}],
  ['a proxy of ours that says http', { proto: 'http' }],
  ['one on this machine that says http', { remote: '127.0.0.1', proto: 'http' }],
  ['one on this machine that says nothing of it', { remote: '127.0.0.1', isForwarded: true }],
  ['somebody who only says that it was https', { remote: '192.0.2.4', proto: 'https' }],
  ['a list with http in it', { proto: 'https, http' }],
  ['an empty word', { proto: '' }],
  ['an end that is not known', { remote: undefined, proto: 'https' }],
  ['an end that is no address', { remote: '/run/web.sock', proto: 'https' }],
])('%s is not', (_, given) => expect(way(given)).toBe(false))

test('without proxies, only this machine is', () => {
  expect(way({ remote: '127.0.0.1', trusted: [] })).toBe(true)
  expect(way({ remote: '127.0.0.1', proto: 'https', trusted: [] })).toBe(false)
})
