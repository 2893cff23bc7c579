import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyMail } from '../test/emails/every-mail.ts'
import { createOpened, type Opened } from '../test/helpers/opened.ts'
import { faultsByAxe, faultsOfFit, inkInForcedColours } from './audit.ts'
import { startChromium } from './chromium.ts'
import { screens } from './screens.ts'

const mails = Object.entries(everyMail).flatMap(([name, { html }]) => (html === null ? [] : [[name, html] as const]))

let opened: Opened
let browser: Browser
beforeAll(async () => {
  opened = createOpened()
  browser = opened.use(await startChromium())
})
afterAll(() => opened?.[Symbol.asyncDispose]())

describe.each(Object.entries(screens))('on a %s', (_, screen) => {
  test.each(mails)('the mail %s can be read by everybody', async (__, html) => {
    await using context = await browser.newContext(screen)
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    await page.setContent(html)
    expect.soft(await faultsByAxe(page)).toEqual([])
    expect.soft(await faultsOfFit(page)).toEqual([])
    expect.soft(await inkInForcedColours(page)).toBeGreaterThan(0.005)
    expect.soft(asked).toEqual([])
  })
})
