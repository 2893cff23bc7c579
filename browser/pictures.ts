import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { everyMail } from '../test/emails/every-mail.ts'
import { createOpened, type Opened } from '../test/helpers/opened.ts'
import { startChromium } from './chromium.ts'
import { makeNews } from './make-news.ts'
import { openPage, pages } from './pages.ts'
import { schemes, screens } from './screens.ts'
import { operator, startService, type Service } from './service.ts'

/** Pictures of all pages and mails, to be looked at: `npm run pictures`. */
const folder = path.join(import.meta.dirname, '../pictures')

/** No longer, in the pixels of a page: a digest of 300 events tells nothing new further down. */
const mostHeight = 6000

let opened: Opened
let browser: Browser
let service: Service
beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  opened = createOpened()
  browser = opened.use(await startChromium())
  service = opened.use(await startService())
  await makeNews(service)
})
afterAll(() => opened?.[Symbol.asyncDispose]())

describe.each(Object.entries(screens))('on a %s', (kind, screen) => {
  // Whoever asked too often before may ask again.
  beforeAll(() => service.time.advance(86_400_000))

  test.each(pages.map((page) => [page.name, page] as const))('the page %s', async (name, entry) => {
    await using context = await browser.newContext({
      ...screen,
      deviceScaleFactor: 1,
      locale: 'en-GB',
      httpCredentials: operator,
    })
    const page = await context.newPage()
    await openPage(entry, page, service)
    await takePictures(page, `page-${name}-${kind}`)
  })

  test.each(Object.entries(everyMail))('the mail %s', async (name, { html, text }) => {
    await using context = await browser.newContext({ ...screen, deviceScaleFactor: 1, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.setContent(html ?? asText(text))
    await takePictures(page, `mail-${name}-${kind}`)
    // As programs show it that throw `style` elements away, Gmail's for phones with accounts of others among them.
    if (html === null) return
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setContent(html.replace(/<style>.*<\/style>/s, ''))
    await page.screenshot({ path: path.join(folder, `mail-${name}-${kind}-bare.png`), ...(await whole(page)) })
  })
})

async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`), ...(await whole(page)) })
  }
}

async function whole(page: Page) {
  const { width, height } = await page.evaluate(() => {
    const { clientWidth, scrollHeight } = document.documentElement
    return { width: clientWidth, height: scrollHeight }
  })
  return { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, mostHeight) } }
}

/** A mail of plain text, as programs show it. */
const asText = (text: string): string =>
  `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.4 monospace">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`
