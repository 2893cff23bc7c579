import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { operatorsDesk, workFolder } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

/** The article behind the link is not there: the summary has to do. */
const rss = (site: string) => `<rss version="2.0"><channel><title>News</title>
<item><title>Ofsted rates Sandwell children's services inadequate</title><link>${site}/1</link><guid>1</guid><pubDate>${new Date().toUTCString()}</pubDate>
<description>Sandwell Council's children's services have been rated inadequate by Ofsted.</description></item>
</channel></rss>`

let site: Server
let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url === '/rss.xml')
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(`http://${request.headers.host}`))
    else response.writeHead(404).end()
  })
  await new Promise<void>((up) => site.listen(0, '127.0.0.1', up))
  const address = site.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  const url = `http://127.0.0.1:${address.port}`
  desk = await operatorsDesk({
    feeds: [
      { id: 'good', name: 'Good news', url: `${url}/rss.xml` },
      { id: 'gone', name: 'Gone news', url: `${url}/gone.xml` },
    ],
  })
})
afterAll(async () => {
  site.closeAllConnections()
  site.close()
  await desk?.[Symbol.asyncDispose]()
})

/** A server that takes requests and never answers. */
async function serveSilence(asked: () => void) {
  const server = createServer(asked)
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return {
    url: `http://127.0.0.1:${address.port}/rss.xml`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

describe('once', () => {
  test('polls every feed, sends what is due, names the feed that failed, and ends', async () => {
    await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed', '--cadence', 'immediate')
    const { status, out, err } = await desk.run('once')
    expect(out).toContain('Feeds: 1 of 2 answered. Items: 1 new, 0 still to be dealt with. Events: 1 new or changed.')
    expect(out).toContain('Mail: 1 sent, 0 failed, 0 waiting, 0 of unknown fate.')
    expect(err).toContain('gone: ')
    expect(status).toBe(0)
    expect(readdirSync(path.join(desk.cwd, 'outbox')).filter((name) => name.endsWith('.eml'))).toHaveLength(1)
  })

  test('a second run tells nobody the same again', async () => {
    const { out } = await desk.run('once')
    expect(out).toContain('Items: 0 new, 0 still to be dealt with. Events: 0 new or changed.')
    expect(out).toContain('Mail: 0 sent')
  })
})

describe('once, interrupted', () => {
  test('stops soon, says that something is left, and ends with 1', async () => {
    let wasAsked = false
    await using silent = await serveSilence(() => void (wasAsked = true))
    await using other = await operatorsDesk({
      feeds: [{ id: 'silent', name: 'Silent', url: silent.url }],
      settings: { worker: { drain: '0.1s' } },
    })
    const { io, err, stop } = memoryIo({ cwd: other.cwd, env: other.env })
    const running = runCli(['once'], io)
    await vi.waitFor(() => expect(wasAsked).toBe(true), { timeout: 10_000 })
    stop()
    expect(await running).toBe(1)
    expect(err()).toContain('Stopping before everything is done')
  })
})

describe('doctor', () => {
  test('says line by line what works and what must be mended', async () => {
    const { status, out } = await desk.run('doctor')
    expect(out).toMatch(/^✔ (Redis|Valkey) \d+\.\d+.*keeps every write/m)
    expect(out).toMatch(/^! no SMTP_URL/m)
    expect(out).toMatch(/^✔ SECRET is set$/m)
    expect(out).toMatch(/^✔ clock: /m)
    expect(out).toMatch(/^✔ feed good: 1 entry$/m)
    expect(out).toMatch(/^✘ feed gone: .*404/m)
    expect(out).toContain('1 thing must be mended.')
    expect(status).toBe(1)
  })

  test('a mail server that is not there must be mended, and the placeholders of a test set-up too', async () => {
    const { io, out } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, SMTP_URL: 'smtp://127.0.0.1:1' } })
    expect(await runCli(['doctor'], io)).toBe(1)
    expect(out()).toMatch(/^✘ mail server: .*ECONNREFUSED/m)
    expect(out()).toMatch(/^✘ PUBLIC_URL is http:\/\/localhost:8080/m)
    expect(out()).toMatch(/^✘ MAIL_FROM is /m)
  })
})

describe('doctor, where nothing can be reached', () => {
  test('says so once, and asks after the network in place of each feed', async () => {
    using other = workFolder({
      feeds: ['a', 'b', 'c'].map((id) => ({ id, name: id, url: `http://127.0.0.1:1/${id}` })),
    })
    const { io, out } = memoryIo({ cwd: other.cwd, env: desk.env })
    expect(await runCli(['doctor'], io)).toBe(1)
    expect(out()).toMatch(/^✘ none of the 3 feeds can be reached; feed [abc]: .*ECONNREFUSED/m)
    expect(out()).toContain('Is DNS up')
    expect(out().match(/✘/g)).toHaveLength(1)
  })

  test('a page without TLS that mails will lead to is flagged', async () => {
    const { io, out } = memoryIo({
      cwd: desk.cwd,
      env: { ...desk.env, SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL: 'http://alerts.example.org' },
    })
    expect(await runCli(['doctor'], io)).toBe(1)
    expect(out()).toMatch(/^✘ PUBLIC_URL is http:\/\/alerts\.example\.org, without TLS\n +Set it to an https address/m)
  })
})

describe('start', () => {
  test('says when it is up, stops when asked to, and ends with 0', async () => {
    const { io, out, stop, forced } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, HTTP_PORT: '0' } })
    const running = runCli(['start'], io)
    await vi.waitFor(
      () =>
        expect(out()).toMatch(
          /^ofsted-alerts is up: poll, read, classify, digest, send, web; 2 feeds, \d+ rules, pages on port \d+\n$/,
        ),
      { timeout: 10_000 },
    )
    const port = /port (\d+)/.exec(out())?.[1]
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    stop()
    expect(await running).toBe(0)
    expect(out()).toContain('Stopping')
    expect(forced).toEqual([])
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  })

  test('a bad change of the configuration shows on /healthz, and a mended one is taken', async () => {
    const { io, out, stop, hangUp } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, HTTP_PORT: '0' } })
    const running = runCli(['start', '--roles', 'web'], io)
    await vi.waitFor(() => expect(out()).toContain('pages on port'), { timeout: 10_000 })
    const health = async () => (await fetch(`http://127.0.0.1:${/port (\d+)/.exec(out())?.[1]}/healthz`)).json()
    desk.write('config/settings.yaml', 'worker: { sweep: often }\n')
    hangUp()
    expect(await health()).toMatchObject({
      state: 'degraded',
      configFault: expect.stringContaining('settings.yaml:1:'),
    })
    desk.write('config/settings.yaml', 'network: { allow: [127.0.0.0/8] }\n')
    hangUp()
    expect(await health()).toMatchObject({ state: 'ok', configFault: null })
    stop()
    expect(await running).toBe(0)
  })
})

describe('the program itself', () => {
  const main = path.resolve('dist/main.js')
  const run = (args: string[], env: Record<string, string> = {}, stdin: 'ignore' | 'pipe' = 'ignore') => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: desk.cwd,
      env: { PATH: process.env['PATH'], ...env },
      stdio: [stdin, 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout?.on('data', (data) => (out += String(data)))
    child.stderr?.on('data', (data) => (err += String(data)))
    const ended = new Promise<{ code: number | null; out: string; err: string }>((end) =>
      child.on('close', (code) => end({ code, out, err })),
    )
    return { child, ended, out: () => out }
  }

  test('ends with the status of its command', async () => {
    expect(await run(['--version']).ended).toMatchObject({ code: 0, err: '' })
    expect(await run(['chek']).ended).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Did you mean check?'),
    })
    expect(await run(['check', '--config', 'nowhere']).ended).toMatchObject({ code: 1, out: '' })
  })

  test('a reader that has seen enough is no fault', async () => {
    const { child, ended } = run(['--help'])
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('ends as soon as its reader has seen enough, however much there is to read', async () => {
    const { child, ended } = run(['classify'], {}, 'pipe')
    const line = `${JSON.stringify({ id: 'a', title: 'Bins', text: 'Bins are emptied.' })}\n`
    child.stdin?.on('error', () => undefined)
    const feed = () => {
      while (child.stdin?.writable && child.stdin.write(line));
    }
    child.stdin?.on('drain', feed)
    child.stdout?.once('data', () => child.stdout?.destroy())
    feed()
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('leaves it to doctor and start to judge Redis: no library prints its own opinion', async () => {
    await desk.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    const { REDIS_URL, SECRET } = desk.env
    expect(await run(['queues', 'status'], { REDIS_URL, SECRET }).ended).toMatchObject({ code: 0, err: '' })
    await desk.redis.config('SET', 'maxmemory-policy', 'noeviction')
  })

  test('stops in order on SIGTERM, its own Redis with it', async () => {
    const { child, ended, out } = run(['start'], { DATA_DIR: 'data', HTTP_PORT: '0', LOG_LEVEL: 'warn' })
    await vi.waitFor(() => expect(out()).toContain('is up'), { timeout: 15_000 })
    expect(existsSync(path.join(desk.cwd, 'data', 'redis', 'redis.sock'))).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0 })
    expect(existsSync(path.join(desk.cwd, 'data', 'redis', 'redis.sock'))).toBe(false)
  })
})
