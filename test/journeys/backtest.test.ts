import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { operatorsDesk } from '../cli/command-line.ts'
import { startSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { rulesTextWith } from '../rules/altered.ts'

const published = new Date(Date.now() - 3_600_000).toISOString()
const link = (name: string) => `https://news.example/${name}`
const visit = visitStory('Leeds', 3, { published, link: link('visit') })
const verdict = {
  title: "Ofsted rates Sandwell children's services inadequate",
  link: link('verdict'),
  published,
  summary: "Sandwell Council's children's services have been rated inadequate by Ofsted.",
}

test('an analyst sees what other rules would have made of the news that the worker took in, and nobody is mailed for it', async () => {
  await using site = await startSite({ '/feed': rss([visit, verdict]) })
  await using desk = await operatorsDesk({
    feeds: [{ id: 'news', name: 'News', url: site.url('/feed') }],
    settings: { reading: { cues: ['no such word'] } },
  })
  const mails = () => readdirSync(path.join(desk.cwd, 'outbox')).filter((name) => name.endsWith('.eml'))
  // Rules that do not know a monitoring visit, for the time being.
  desk.write('config/rules.yaml', rulesTextWith({ 'monitoring-visit': 1000 }))
  desk.write('mine.yaml', rulesTextWith({ 'rating-change': 1000 }))
  await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed', '--cadence', 'immediate')
  expect((await desk.run('once')).out).toContain('Events: 1 new or changed.')
  expect(mails()).toHaveLength(1)
  const events = (await desk.run('events', 'list')).out

  const same = await desk.run('backtest', '--since', '1d')
  expect(same).toMatchObject({ status: 0, err: '' })
  expect(same.out).toMatch(/^2 items published from .*\(Europe\/London\)\. Nothing is stored or sent\.\n/)
  expect(same.out).toContain('These rules find what was found then.')

  const { status, out, err } = await desk.run('backtest', '--since', '1d', '--rules', 'mine.yaml')
  expect({ status, err }).toEqual({ status: 0, err: '' })
  const lines = out.replaceAll(/ +/g, ' ').split('\n')
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(published))
  expect(lines).toContain('monitoring-visit 0 1 1 0 0')
  expect(lines).toContain('rating-change 1 0 0 1 0')
  expect(lines).toContain(`+ ${date} Leeds monitoring-visit new event ${visit.title} ${visit.link}`)
  expect(lines).toContain(`- ${date} Sandwell rating-change one event less ${verdict.title} ${verdict.link}`)

  expect((await desk.run('events', 'list')).out).toBe(events)
  expect((await desk.run('once')).out).toContain('Mail: 0 sent')
  expect(mails()).toHaveLength(1)
})
