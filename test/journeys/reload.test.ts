import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox } from '../helpers/inbox.ts'
import { startRedis } from '../helpers/redis.ts'
import { startSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { makeTempDir } from '../helpers/temp-dir.ts'
import { spawnWorker, startTestApp, writeConfig } from '../helpers/worker.ts'

const published = new Date(Date.now() - 3_600_000).toISOString()
const leeds = visitStory('Leeds', 1, { published })
const kent = visitStory('Kent', 2, { published })
const settings = { worker: { sweep: '0.3s' } }
const soon = { timeout: 15_000, interval: 20 }

test('a feeds.yaml that is saved while the worker runs is taken up; one with a fault is refused, shown, and the last good one kept', async () => {
  await using inbox = await startInbox()
  await using site = await startSite({ '/one': rss([leeds]), '/two': rss([kent]) })
  await using dir = await makeTempDir()
  await using redis = await startRedis({ tcp: true })
  const one = { id: 'one', url: site.url('/one'), interval: '1s' }
  const two = { id: 'two', url: site.url('/two'), interval: '1s' }
  const feedsFile = path.join(dir.path, 'config', 'feeds.yaml')
  writeConfig(dir.path, { feeds: [one], settings })
  {
    await using app = await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url })
    await app.subscribe('ann')
  }
  await using worker = await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url })
  await vi.waitFor(() => expect(toldOf(inbox)).toEqual({ 'ann@example.org': [leeds.line] }), soon)

  const good = readFileSync(feedsFile, 'utf8')
  writeFileSync(feedsFile, good.replace('id: one', 'id: ONE !'))
  // At once, without waiting for the files to be looked at.
  worker.process.kill('SIGHUP')
  const health = async () => await (await fetch(`http://127.0.0.1:${worker.port()}/healthz`)).text()
  await vi.waitFor(async () => expect(await health()).toContain('feeds.yaml'), soon)
  const polls = site.requests('/one').length
  await vi.waitFor(() => expect(site.requests('/one').length).toBeGreaterThan(polls), soon)

  writeConfig(dir.path, { feeds: [one, two], settings })
  await vi.waitFor(() => expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line, leeds.line] }), soon)
  await vi.waitFor(async () => expect(await health()).not.toContain('feeds.yaml'), soon)
  expect(await worker.end('SIGTERM')).toBe(0)
})

test('a rules.yaml with a fault never stops the worker: it says where the fault is, and goes on by the last good rules', async () => {
  await using inbox = await startInbox()
  const stories = [leeds]
  await using site = await startSite({ '/one': () => rss(stories) })
  await using dir = await makeTempDir()
  await using redis = await startRedis({ tcp: true })
  const rulesFile = path.join(dir.path, 'config', 'rules.yaml')
  writeConfig(dir.path, { feeds: [{ id: 'one', url: site.url('/one'), interval: '1s' }], settings })
  {
    await using app = await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url })
    await app.subscribe('ann')
  }
  await using worker = await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url })
  await vi.waitFor(() => expect(toldOf(inbox)).toEqual({ 'ann@example.org': [leeds.line] }), soon)

  const good = readFileSync(rulesFile, 'utf8')
  writeFileSync(rulesFile, good.replace('    severity: ', '    severty: '))
  worker.process.kill('SIGHUP')
  const health = async () => await (await fetch(`http://127.0.0.1:${worker.port()}/healthz`)).text()
  const fault = /rules\.yaml:\d+:\d+ {2}unknown key severty; did you mean severity\?/
  await vi.waitFor(async () => expect(await health()).toMatch(fault), soon)
  expect(worker.output()).toMatch(fault)
  stories.push(kent)
  await vi.waitFor(() => expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line, leeds.line] }), soon)

  writeFileSync(rulesFile, good)
  worker.process.kill('SIGHUP')
  await vi.waitFor(async () => expect(await health()).not.toContain('rules.yaml'), soon)
  expect(await worker.end('SIGTERM')).toBe(0)
})
