import type { Browser, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOpened, type Opened } from '../test/helpers/opened.ts'
import { htmlFaults } from '../test/web/html-faults.ts'
import { serveAdmin } from '../test/web/serve-admin.ts'
import { faultsByAxe, faultsOfFit, inkInForcedColours } from './audit.ts'
import { startChromium } from './chromium.ts'
import { makeNews } from './make-news.ts'
import { openPage, pages } from './pages.ts'
import { screens } from './screens.ts'
import { operator, startService, type Service } from './service.ts'

/** A page comes at once also over a bad mobile connection. */
const mostPageBytes = 50_000

/** What GET leads to and is read by programs, or comes whole from a package. */
const noPages = [/^\/healthz$/, /:file\{feed/, /^\/admin\/queues/]

const dayMs = 86_400_000

/** The paths of all pages that were looked at. */
const visited = new Set<string>()

let opened: Opened
let browser: Browser
let service: Service
beforeAll(async () => {
  opened = createOpened()
  browser = opened.use(await startChromium())
  service = opened.use(await startService())
  await makeNews(service)
})
afterAll(() => opened?.[Symbol.asyncDispose]())

describe.each(Object.entries(screens))('on a %s', (_, screen) => {
  const titles = new Map<string, string>()

  // Whoever asked too often before may ask again.
  beforeAll(() => service.time.advance(dayMs))

  test.each(pages.map((page) => [page.name, page] as const))('%s can be used by everybody', async (__, entry) => {
    await using context = await browser.newContext({ ...screen, httpCredentials: operator })
    const page = await context.newPage()
    const seen = watch(page)
    await openPage(entry, page, service)

    for (const document of seen.documents) visited.add(new URL(document.url()).pathname)
    const answer = seen.documents.at(-1)
    const source = (await answer?.body()) ?? Buffer.alloc(0)
    titles.set(entry.name, await page.title())
    expect(answer?.status()).toBe(entry.status ?? 200)
    expect.soft(source.length).toBeLessThan(mostPageBytes)
    expect.soft(await htmlFaults(source.toString())).toEqual([])
    expect.soft(await page.locator('h1').count()).toBe(1)
    expect.soft(await page.locator('html').getAttribute('lang')).toBe('en-GB')

    expect.soft(await faultsByAxe(page)).toEqual([])
    expect.soft(await faultsOfFit(page)).toEqual([])
    expect.soft(await inkInForcedColours(page)).toBeGreaterThan(0.005)

    expect.soft(seen.complaints).toEqual([])
    expect.soft(seen.requests.filter((url) => new URL(url).origin !== service.origin)).toEqual([])
    expect.soft(await context.cookies()).toEqual([])
  })

  test('every page has a title of its own, which its other states share', () => {
    const own = pages.filter(({ of }) => of === undefined).map(({ name }) => titles.get(name))
    expect(new Set(own).size).toBe(own.length)
    for (const { name, of } of pages) if (of !== undefined) expect(titles.get(name), name).toBe(titles.get(of))
  })
})

test('no page of the service is missing in the list', async () => {
  const { routes } = opened.use(await serveAdmin(service.redis, { clock: service.time.clock }))
  const isVisited = (path: string) => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`)
    return [...visited].some((one) => pattern.test(one))
  }
  const shown = routes.filter(
    ({ method, path }) => method === 'GET' && !path.includes('*') && !noPages.some((one) => one.test(path)),
  )
  expect(
    shown.map(({ path }) => path).filter((path) => !isVisited(path)),
    'add a line to browser/pages.ts, or to noPages what no reader looks at',
  ).toEqual([])
  expect(shown.length).toBeGreaterThan(5)
})

/** What a page asks for and complains of, from its first byte on. */
function watch(page: Page): { documents: Response[]; requests: string[]; complaints: string[] } {
  const seen: ReturnType<typeof watch> = { documents: [], requests: [], complaints: [] }
  page.on('request', (request) => void seen.requests.push(request.url()))
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) seen.documents.push(response)
  })
  page.on('pageerror', ({ message }) => void seen.complaints.push(message))
  page.on('console', (message) => {
    // That a page is answered with 404 or the like is no fault where it has to be.
    const isOfAnswer = message.text().startsWith('Failed to load resource') && message.location().url === page.url()
    if (/^(error|warning)$/.test(message.type()) && !isOfAnswer) seen.complaints.push(message.text())
  })
  return seen
}
