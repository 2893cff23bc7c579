import { afterEach, expect, it } from 'vitest'
import { openDesk } from '../helpers/desk.ts'
import { createOpened } from '../helpers/opened.ts'
import type { Page } from '../helpers/site.ts'
import { rss, visitStory, type Story } from '../helpers/stories.ts'
import type { SettingsInput } from '../helpers/worker.ts'

const hour = 3_600_000
const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

async function desk(answer: () => Page, settings: SettingsInput = {}, feed = {}) {
  const { time, inbox, app } = await openDesk(opened, { start: '2026-03-02T10:00:00Z', answer, settings, feed })
  await app.subscribe('ann')
  await app.drain()
  return {
    time,
    inbox,
    app,
    later: async (ms = hour) => {
      time.advance(ms)
      await app.drain()
    },
  }
}
const published = '2026-03-02T09:00:00Z'
const link = 'https://one.example/a'
const vague: Story = {
  title: "Ofsted inspectors pay monitoring visit to Wirral children's services",
  summary: "Ofsted has published the letter from its latest monitoring visit to Wirral Council's children's services.",
  published,
  link,
}
const exact: Story = { ...visitStory('Wirral', 3, { published }), link }

it('a feed that shows an old and a new wording in turn (two caches behind one name) makes one mail and one update', async () => {
  let story = vague
  const { inbox, later } = await desk(() => rss([story]))
  for (const next of [exact, vague, exact, vague, exact]) {
    story = next
    await later()
  }
  // By Message-ID: under load a copy may be folded.
  expect(Object.keys(inbox.countsById())).toHaveLength(2)
})

it('an update says what the reader was told before, not what nobody was told', async () => {
  let stories: Story[] = [vague]
  const { inbox, app, time } = await desk(() => rss(stories), { digests: { gather: '5m' } })
  time.advance(hour)
  await app.drain()
  expect(inbox.messages).toHaveLength(1)
  // Within the five minutes in which sources gather the page says "second" and is corrected to "third".
  stories = [{ ...visitStory('Wirral', 2, { published }), link }]
  time.advance(hour)
  await app.drain()
  stories = [exact]
  await app.queues.enqueue((await import('../../src/jobs/jobs.ts')).pollFeed, { feedId: 'feed', force: true })
  time.advance(60_000)
  await app.drain()
  time.advance(hour)
  await app.drain()
  const text = inbox.messages.at(-1)?.parsed.text ?? ''
  expect(text).toContain('Update: Wirral: third monitoring visit')
  expect(text).not.toContain('Known before: “Wirral: second')
})
