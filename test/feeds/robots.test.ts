import { expect, test } from 'vitest'
import { createRobots } from '../../src/feeds/robots.ts'
import { createClock } from '../helpers/clock.ts'
import { hostileRobots } from '../helpers/hostile.ts'
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
  [
    'several groups for us',
    { body: 'User-agent: x\nUser-agent: ofsted-alerts/1.0\nDisallow: /a\n\nUser-agent: ofsted-alerts\nDisallow: /b' },
    '/a',
    'refused',
  ],
  [
    'an empty group for us',
    { body: 'User-agent: ofsted-alerts\nDisallow:\n\nUser-agent: *\nDisallow: /' },
    '/a',
    'allowed',
  ],
  ['a mark before all else', { body: '\uFEFFUser-agent: *\r\nDisallow: /a # not this' }, '/a', 'refused'],
  ['a server in trouble', { status: 503 }, '/a', 'later'],
  ['one who asks for patience', { status: 429 }, '/a', 'later'],
  ['a cut connection', { fault: 'reset' as const }, '/a', 'later'],
  ['a web page', { body: '<html><body>User-agent</body></html>' }, '/a', 'allowed'],
])('a host with %s', async (_, page, path, expected) => {
  expect(await permissionUnder(page, path)).toBe(expected)
})

// How long each takes is told by `npm run bench:hostile`; those that hold every agent with every rule would end the process.
test.each(hostileRobots)('a hostile one of %s comes to an answer', async (_, body, path) => {
  expect(await permissionUnder({ body }, path)).toMatch(/allowed|refused/)
})

test.each([
  ['the first of which counts', 'User-agent: *\nDisallow: /private\n', 'refused'],
  ['of which nothing is for us', 'User-agent: x\nDisallow: /\n', 'allowed'],
])('one of a megabyte, %s', async (_, rules, expected) => {
  const body = rules + '# and so on\n'.repeat(90_000)
  expect(await permissionUnder({ body }, '/private/a')).toBe(expected)
})

test.each([
  ['in circles', '/robots.txt'],
  ['into a private network', 'http://169.254.169.254/'],
])('one that redirects %s is none', async (_, location) => {
  expect(await permissionUnder({ status: 302, headers: { location } }, '/a')).toBe('allowed')
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
