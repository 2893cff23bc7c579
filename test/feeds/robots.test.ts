import { expect, test } from 'vitest'
import { createRobots } from '../../src/feeds/robots.ts'
import { createClock } from '../helpers/clock.ts'
import { startSite, type Page } from '../helpers/site.ts'
import { openClient } from './client.ts'

const { signal } = new AbortController()

async function permissionUnder(page: Page, path: string) {
  await using site = await startSite({ '/robots.txt': page })
  await using http = openClient()
  const permission = createRobots({ http, userAgent: 'ofsted-alerts (+https://example.org)', clock: () => new Date() })
  return await permission(site.url(path), signal)
}

test.each([
  ['none', { status: 404 }, '/a', 'allowed'],
  ['one that is refused to us', { status: 403 }, '/a', 'allowed'],
  ['an empty one', { body: '' }, '/a', 'allowed'],
  ['one for all', { body: 'User-agent: *\nDisallow: /private' }, '/private/a', 'refused'],
  ['one for all, elsewhere', { body: 'User-agent: *\nDisallow: /private' }, '/a', 'allowed'],
  ['one for us', { body: 'User-agent: *\nAllow: /\n\nUser-agent: Ofsted-Alerts\nDisallow: /' }, '/a', 'refused'],
  ['one for others', { body: 'User-agent: GPTBot\nDisallow: /' }, '/a', 'allowed'],
  [
    'a longer allowance within',
    { body: 'User-agent: *\nDisallow: /news\nAllow: /news/open' },
    '/news/open/1',
    'allowed',
  ],
  ['a server in trouble', { status: 503 }, '/a', 'later'],
  ['one who asks for patience', { status: 429 }, '/a', 'later'],
  ['a cut connection', { fault: 'reset' as const }, '/a', 'later'],
  ['a web page', { body: '<html><body>User-agent</body></html>' }, '/a', 'allowed'],
])('a host with %s', async (_, page, path, expected) => {
  expect(await permissionUnder(page, path)).toBe(expected)
})

test('a hostile one comes to an answer', async () => {
  const body = `User-agent: *\n${`Disallow: /${'*a'.repeat(200)}$\n`.repeat(1000)}`
  expect(await permissionUnder({ body }, `/${'a'.repeat(500)}b`)).toBe('allowed')
})

test('a host is asked once in twelve hours, and soon again where it could not say', async () => {
  await using site = await startSite({ '/robots.txt': [{ status: 503 }, { body: '' }] })
  await using http = openClient()
  const { clock, advance } = createClock('2026-11-21T12:00:00Z')
  const permission = createRobots({ http, userAgent: 'ofsted-alerts', clock })
  expect(await permission(site.url('/a'), signal)).toBe('later')
  expect(await permission(site.url('/b'), signal)).toBe('later')
  expect(site.requests()).toHaveLength(1)
  advance(11 * 60_000)
  expect(await permission(site.url('/a'), signal)).toBe('allowed')
  advance(11 * 3_600_000)
  expect(await permission(site.url('/b'), signal)).toBe('allowed')
  expect(site.requests()).toHaveLength(2)
  advance(2 * 3_600_000)
  await permission(site.url('/b'), signal)
  expect(site.requests()).toHaveLength(3)
})
