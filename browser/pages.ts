import type { Page } from 'playwright-core'
import { buildEvent, buildSubscription } from '../test/helpers/build.ts'
import { keepEvents } from '../test/helpers/keep-events.ts'
import type { Service } from './service.ts'

/** A page that the service has, or one of the states of it that look different. */
export type ServicePage = {
  name: string
  /** Its path or whole address, or that of the page before it. */
  at: string | ((service: Service) => string | Promise<string>)
  /** What leads from there to the page, as somebody with a mouse does it. */
  perform?: (page: Page, service: Service) => Promise<unknown>
  /** What it is answered with; 200 unless it says otherwise. */
  status?: number
  /** Another state of the page of that name, whose title it shares. */
  of?: string
}

const inDays = ({ time }: Service, days: number) => new Date(time.now().getTime() + days * 86_400_000)
const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click()

type Reader = Parameters<Service['reader']>[0]

const pending = { state: 'pending', confirmed: null } as const
const confirm = (reader?: Reader) => async (service: Service) =>
  service.links.confirm(await service.reader(reader), inDays(service, 7))
const manage =
  (reader?: Reader, more = '') =>
  async (service: Service) =>
    service.links.manage(await service.reader(reader), inDays(service, 30)) + more
const owned =
  (reader?: Reader, more = '') =>
  async (service: Service) =>
    service.links.owner(await service.reader(reader), inDays(service, 7)) + more
const feedback = async (service: Service) => {
  await keepEvents(service.app.store, [buildEvent({ id: 'called-wrong' })])
  return service.links.feedback(await service.reader(), 'called-wrong', inDays(service, 90))
}
const unsubscribe = (reader?: Reader) => async (service: Service) =>
  service.links.unsubscribe(await service.reader(reader))

const several = {
  subscriptions: [
    buildSubscription({
      authorities: ['Bournemouth, Christchurch and Poole', 'Kent', 'Leeds'],
      rules: ['rating-change'],
    }),
    buildSubscription({ id: 'london', regions: ['London'], cadence: { kind: 'weekly', at: '08:00', on: 'monday' } }),
  ],
}

/** Every page of the service, once in each state. What is checked of one is checked of all, and `npm run pictures` shows them all: a new page is a line here. */
export const pages: readonly ServicePage[] = [
  { name: 'home', at: '/' },
  { name: 'subscribe', at: '/subscribe', of: 'home' },
  { name: 'home-with-faults', at: '/', perform: press('Subscribe'), status: 422 },
  {
    name: 'home-with-an-unknown-name',
    at: '/',
    async perform(page) {
      await page.getByLabel('Local authority').fill('Sandwel, Atlantis')
      await press('Add this authority')(page)
    },
    status: 422,
    of: 'home-with-faults',
  },
  {
    name: 'home-with-names-added',
    at: '/',
    async perform(page) {
      for (const name of ['Leeds', 'Bournemouth, Christchurch and Poole']) {
        await page.getByLabel('Local authority').fill(name)
        await press('Add this authority')(page)
      }
    },
    of: 'home',
  },
  { name: 'sample-digest', at: '/sample-digest' },
  { name: 'authorities', at: '/authorities' },
  { name: 'authorities-map', at: '/authorities/map' },
  { name: 'authority', at: '/authorities/bournemouth-christchurch-and-poole' },
  { name: 'authority-without-grades', at: '/authorities/barnet' },
  { name: 'no-such-authority', at: '/authorities/sandwel', status: 404 },
  { name: 'events', at: '/events' },
  { name: 'events-of-an-authority', at: '/events?authority=Kent' },
  { name: 'event', at: '/events', perform: (page) => page.locator('main a[href^="/events/"]').first().click() },
  {
    name: 'digest',
    at: ({ inbox, here }) => here(/https:\/\/\S+\/digests\/\S+/.exec(inbox.messages[0]?.parsed.text ?? '')?.[0] ?? ''),
  },
  { name: 'admin', at: '/admin' },
  { name: 'admin-subscribers', at: '/admin/subscribers' },
  { name: 'admin-subscriber', at: async ({ reader }) => `/admin/subscribers/${await reader()}` },
  { name: 'admin-deliveries', at: '/admin/deliveries' },
  {
    name: 'admin-delivery',
    at: async ({ app }) => `/admin/deliveries/${(await app.store.deliveries.latest('sent', 1)).join('')}`,
  },
  { name: 'admin-feeds', at: '/admin/feeds' },
  { name: 'admin-rules', at: '/admin/rules' },
  { name: 'admin-audit', at: '/admin/audit' },
  { name: 'admin-not-found', at: '/admin/no-such-page', status: 404, of: 'not-found' },
  { name: 'check-your-mail', at: '/check-your-mail' },
  { name: 'request-a-link', at: '/manage' },
  { name: 'request-a-link-with-faults', at: '/manage', perform: press('Send me the link'), status: 422 },
  { name: 'privacy', at: '/privacy' },
  { name: 'confirm', at: confirm({ ...pending, ...several }) },
  { name: 'confirmed', at: confirm(pending), perform: press('Yes, send me digests') },
  { name: 'confirmed-before', at: confirm(), of: 'confirmed' },
  { name: 'manage', at: manage() },
  { name: 'manage-several', at: manage(several, '?subscription=london'), of: 'manage' },
  { name: 'manage-saved', at: manage(), perform: press('Save'), of: 'manage' },
  {
    name: 'manage-with-faults',
    at: manage(),
    async perform(page) {
      for (const box of await page.locator('input[name=rules]').all()) await box.uncheck()
      await press('Save')(page)
    },
    status: 422,
  },
  { name: 'manage-with-a-wrong-pause', at: manage(), perform: press('Pause'), status: 422, of: 'manage-with-faults' },
  { name: 'manage-paused', at: manage({ state: 'paused', pausedUntil: '2026-03-09T00:00:00.000Z' }), of: 'manage' },
  { name: 'manage-pending', at: manage(pending), of: 'manage' },
  { name: 'manage-suspended', at: manage({ state: 'suspended' }), of: 'manage' },
  { name: 'manage-left', at: manage(), perform: press('Unsubscribe'), of: 'manage' },
  { name: 'manage-left-long-ago', at: manage({ state: 'unsubscribed' }), of: 'manage' },
  { name: 'manage-by-a-fresh-link', at: owned(), of: 'manage' },
  { name: 'fresh-link-sent', at: manage(), perform: press('Send me a fresh link'), of: 'check-your-mail' },
  { name: 'fresh-link-needed', at: manage({}, '/erase'), status: 403 },
  { name: 'erase', at: owned({}, '/erase') },
  { name: 'erased', at: owned({}, '/erase'), perform: press('Erase it all') },
  { name: 'unsubscribe', at: unsubscribe() },
  { name: 'unsubscribed', at: unsubscribe(), perform: press('Unsubscribe') },
  { name: 'unsubscribed-long-ago', at: unsubscribe({ state: 'unsubscribed' }), of: 'unsubscribed' },
  {
    name: 'unsubscribed-and-why',
    at: unsubscribe(),
    async perform(page) {
      await press('Unsubscribe')(page)
      await page.getByLabel('Too many emails').check()
      await press('Send')(page)
    },
    of: 'unsubscribed',
  },
  {
    name: 'unsubscribed-with-faults',
    at: unsubscribe(),
    async perform(page) {
      await press('Unsubscribe')(page)
      await press('Send')(page)
    },
    status: 422,
  },
  { name: 'feedback', at: feedback },
  { name: 'feedback-with-faults', at: feedback, perform: press('Send'), status: 422 },
  {
    name: 'feedback-noted',
    at: feedback,
    async perform(page) {
      await page.getByLabel('It names the wrong authority').check()
      await press('Send')(page)
    },
  },
  {
    name: 'feedback-given-before',
    at: feedback,
    async perform(page) {
      await page.getByLabel('I was told it twice').check()
      await press('Send')(page)
      await page.getByRole('link', { name: 'Say something else of this event' }).click()
    },
    of: 'feedback',
  },
  {
    name: 'feedback-taken-back',
    at: feedback,
    async perform(page) {
      await page.getByLabel('Something else').check()
      await press('Send')(page)
      await press('Take it back')(page)
    },
  },
  {
    name: 'welcome-back',
    at: unsubscribe(),
    async perform(page) {
      await press('Unsubscribe')(page)
      await press('Undo: keep my digests')(page)
    },
  },
  { name: 'broken-link', at: '/unsubscribe/nonsense', status: 404 },
  { name: 'stale-link', at: '/manage/nonsense', status: 404, of: 'broken-link' },
  { name: 'not-found', at: '/no-such-page', status: 404 },
  {
    name: 'too-many-requests',
    at: '/manage',
    async perform(page, { origin }) {
      const asked = Array.from({ length: 20 }, (_, index) => new URLSearchParams({ address: `a${index}@example.org` }))
      for (const body of asked) await fetch(`${origin}/manage`, { method: 'POST', body, redirect: 'manual' })
      await page.getByRole('textbox').fill('one-more@example.org')
      await press('Send me the link')(page)
    },
    status: 429,
    of: 'request-a-link-with-faults',
  },
  {
    name: 'failed',
    at: unsubscribe(),
    async perform(page, { redis }) {
      redis.freeze()
      await press('Unsubscribe')(page)
      await page.getByRole('heading', { name: 'This did not work just now' }).waitFor()
      redis.thaw()
    },
    status: 503,
  },
]

/** Opens a page of the list. */
export async function openPage({ at, perform }: ServicePage, page: Page, service: Service): Promise<void> {
  const address = typeof at === 'string' ? at : await at(service)
  await page.goto(new URL(address, service.origin).href)
  await perform?.(page, service)
  await page.waitForLoadState('load')
}
