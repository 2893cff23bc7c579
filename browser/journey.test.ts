import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toldOf } from '../test/helpers/digest-lines.ts'
import type { InboxMessage } from '../test/helpers/inbox.ts'
import { createOpened, type Opened } from '../test/helpers/opened.ts'
import { rss, visitStory, type Story } from '../test/helpers/stories.ts'
import { startChromium } from './chromium.ts'
import { createKeyboard } from './keyboard.ts'
import { screens } from './screens.ts'
import { startService, type Service } from './service.ts'

const published = '2026-03-02T09:00:00Z'
const story = (authority: string, number: number) => visitStory(authority, number, { published })
const [leeds, kent, barnet, wirral] = [story('Leeds', 1), story('Kent', 2), story('Barnet', 3), story('Wirral', 4)]
const ann = 'ann@example.org'

let opened: Opened
let browser: Browser
beforeAll(async () => {
  opened = createOpened()
  browser = opened.use(await startChromium())
})
afterAll(() => opened?.[Symbol.asyncDispose]())

const linkIn = (mail: InboxMessage | undefined, to: string) =>
  new RegExp(`https://\\S+/${to}/\\S+`).exec(mail?.parsed.text ?? '')?.[0] ?? `no link to ${to}`

const heading = (page: Page) => page.locator('h1').innerText()
const body = (page: Page) => page.locator('main').innerText()

/** Hours later, with this in the news as well. */
async function happens({ site, time, app }: Service, hours: number, stories: Story[]): Promise<void> {
  site.set('/feed', rss(stories))
  time.advance(hours * 3_600_000)
  await app.drain()
}

test('faults of a form are told first, and each leads to its field', async () => {
  await using service = await startService()
  await using context = await browser.newContext(screens.phone)
  const page = await context.newPage()
  const keys = await createKeyboard(page)
  await page.goto(service.origin)
  await keys.follow('Subscribe')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  await keys.reach('Enter an email address such as jo@example.org', 'link')
  await page.keyboard.press('Enter')
  await keys.type('Your email address', ann)
  expect(await page.getByLabel('Your email address').inputValue()).toBe(ann)
  expect(keys.presses()).toBe(0)
})

describe.each(Object.entries(screens))('on a %s', (_, screen) => {
  test.each([
    ['with', true],
    ['without', false],
  ])(
    '%s JavaScript, somebody with a keyboard alone subscribes, changes, pauses, leaves, comes back and leaves',
    async (__, javaScriptEnabled) => {
      await using service = await startService()
      await using context = await browser.newContext({ ...screen, javaScriptEnabled, locale: 'en-GB' })
      const { app, inbox, here, origin } = service
      const page = await context.newPage()
      const keys = await createKeyboard(page)

      await page.goto(origin)
      await keys.type('Your email address', ann)
      await keys.pick('Only some places, which are:')
      await keys.type('Local authority', 'leeds city council')
      await keys.follow('Add this authority')
      await keys.type('Local authority', 'Kent')
      await keys.follow('Add this authority')
      await keys.pick('As soon as something happens')
      await keys.follow('Subscribe')
      expect(await heading(page)).toBe('Check your mail')

      await app.drain()
      expect(inbox.messages.map(({ to, parsed }) => [to, parsed.subject])).toEqual([
        [ann, 'Please confirm: Ofsted alerts'],
      ])
      await page.goto(here(linkIn(inbox.messages[0], 'confirm')))
      expect(await heading(page)).toBe('Confirm your subscription')
      await keys.follow('Yes, send me digests')
      expect(await heading(page)).toBe('You are subscribed')

      await happens(service, 2, [leeds, barnet])
      const told = () => toldOf({ messages: inbox.messages.filter(({ raw }) => raw.includes('List-Unsubscribe:')) })
      expect(told()).toEqual({ [ann]: [leeds.line] })

      const manage = linkIn(inbox.messages.at(-1), 'manage')
      await page.goto(here(manage))
      expect(await body(page)).toContain('everything we watch in Kent and Leeds, as soon as something happens')
      await keys.toggle('Leeds')
      await keys.type('Local authority', 'Wirral')
      await keys.pick('Once a week, if there is news')
      await keys.choose('Time, if daily or weekly', '09')
      await keys.choose('Day, if weekly', 'Fri')
      await keys.follow('Save')
      expect(await body(page)).toContain('Saved. It holds from now on.')
      expect(await body(page)).toContain('everything we watch in Kent and Wirral, on Fridays at 09:00')

      await keys.typeDate('Send nothing until', { day: '16', month: '03', year: '2026' })
      await keys.follow('Pause')
      expect(await body(page)).toContain('Digests are paused until 16 March 2026')
      await happens(service, 7 * 24, [leeds, barnet, kent])
      expect(told()).toEqual({ [ann]: [leeds.line] })
      await keys.follow('Begin again now')
      expect(await body(page)).toContain('Digests come again from now on.')
      await happens(service, 2, [leeds, barnet, kent, wirral])
      await happens(service, 7 * 24, [leeds, barnet, kent, wirral])
      expect(told()).toEqual({ [ann]: [leeds.line, wirral.line] })

      await page.goto(here(linkIn(inbox.messages.at(-1), 'manage')))
      await keys.follow('Unsubscribe')
      expect(await body(page)).toContain('You are unsubscribed.')
      await keys.follow('Undo: keep my digests')
      expect(await heading(page)).toBe('Welcome back')
      await page.goto(here(linkIn(inbox.messages.at(-1), 'unsubscribe')))
      expect(await heading(page)).toBe('Stop these emails?')
      await keys.follow('Unsubscribe')
      expect(await heading(page)).toBe('You are unsubscribed')
      await happens(service, 2, [leeds, barnet, kent, wirral, story('Kent', 5)])
      await happens(service, 8 * 24, [leeds, barnet, kent, wirral, story('Kent', 5)])
      expect(told()).toEqual({ [ann]: [leeds.line, wirral.line] })
    },
  )
})
