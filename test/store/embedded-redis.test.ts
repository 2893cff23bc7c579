import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runningEmbeddedRedis, startEmbeddedRedis } from '../../src/store/embedded-redis.ts'

let dataDir: string
const open: { kill?: () => void; disconnect?: () => void }[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'embedded-'))
})
afterEach(async () => {
  for (const thing of open.splice(0)) {
    thing.disconnect?.()
    thing.kill?.()
  }
  await rm(dataDir, { recursive: true, force: true })
})

test('what was written is there after a stop and a start', async () => {
  {
    await using redis = await startEmbeddedRedis({ dataDir })
    await connect(redis.url).set('word', 'kept')
  }
  await using again = await startEmbeddedRedis({ dataDir })
  expect(await connect(again.url).get('word')).toBe('kept')
})

test('it writes to disk at each command, throws nothing away and listens on no port', async () => {
  await using redis = await startEmbeddedRedis({ dataDir })
  const config = await connect(redis.url).config('GET', 'append*', 'maxmemory-policy', 'port', 'save')
  expect(Object.fromEntries(pairs(config))).toMatchObject({
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    port: '0',
    save: '',
  })
  expect((await stat(redis.socket)).mode & 0o777).toBe(0o600)
})

test('a server killed with -9 is started again on the same socket, and a client goes on with nothing lost', async () => {
  await using redis = await startEmbeddedRedis({ dataDir })
  const client = connect(redis.url)
  const before = redis.pid
  for (let n = 1; n <= 3; n++) {
    const { pid } = redis
    await client.incr('count')
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(redis.pid).not.toBe(pid), 10_000)
  }
  expect(await client.get('count')).toBe('3')
  expect(redis.pid).not.toBe(before)
})

test('a worker killed with -9 leaves a server that the next start stops in order, losing nothing', async () => {
  const worker = await startWorker(dataDir)
  const client = connect(worker.url)
  await client.set('sent', 'yes')
  client.disconnect()
  worker.child.kill('SIGKILL')
  await once(worker.child, 'exit')
  expect(isAlive(worker.serverPid)).toBe(true)

  await using redis = await startEmbeddedRedis({ dataDir })
  expect(isAlive(worker.serverPid)).toBe(false)
  expect(await connect(redis.url).get('sent')).toBe('yes')
})

test('a left-over server that is frozen and answers nothing is ended too', { timeout: 40_000 }, async () => {
  const worker = await startWorker(dataDir)
  const client = connect(worker.url)
  await client.set('sent', 'yes')
  client.disconnect()
  process.kill(worker.serverPid, 'SIGSTOP')
  worker.child.kill('SIGKILL')
  await once(worker.child, 'exit')

  await using redis = await startEmbeddedRedis({ dataDir })
  expect(isAlive(worker.serverPid)).toBe(false)
  expect(await connect(redis.url).get('sent')).toBe('yes')
})

test('a second worker on the same data folder is refused while the first lives, and the first is not disturbed', async () => {
  const worker = await startWorker(dataDir)
  await expect(startEmbeddedRedis({ dataDir })).rejects.toThrow(
    `Another worker (process ${worker.child.pid}) uses ${dataDir}`,
  )
  expect(await connect(worker.url).ping()).toBe('PONG')
})

test('a worker whose lock cannot be seen, as from another container, is known by its connection', async () => {
  const worker = await startWorker(dataDir)
  await rm(path.join(dataDir, 'worker.lock'))
  await expect(startEmbeddedRedis({ dataDir })).rejects.toThrow('Another worker uses the data')
  expect(await connect(worker.url).ping()).toBe('PONG')
})

test('of ten starts at one moment after a crash, one wins and nine are refused', async () => {
  const worker = await startWorker(dataDir)
  worker.child.kill('SIGKILL')
  await once(worker.child, 'exit')
  const starts = await Promise.allSettled(Array.from({ length: 10 }, () => startEmbeddedRedis({ dataDir })))
  const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  for (const redis of started) await redis[Symbol.asyncDispose]()
  expect(started).toHaveLength(1)
})

test('half a command at the end of the append-only file, as a power cut leaves it, costs that command alone', async () => {
  {
    await using redis = await startEmbeddedRedis({ dataDir })
    await connect(redis.url).set('whole', 'kept')
  }
  await appendFile(await newestIncrement(dataDir), '*3\r\n$3\r\nSET\r\n$4\r\nha')
  await using again = await startEmbeddedRedis({ dataDir })
  expect(await connect(again.url).keys('*')).toEqual(['whole'])
})

test('a data folder whose path is too long for a socket gets one under the temporary folder, for this user alone', async () => {
  const deep = path.join(dataDir, 'a'.repeat(60), 'b'.repeat(60))
  await mkdir(deep, { recursive: true })
  await using redis = await startEmbeddedRedis({ dataDir: deep })
  expect(redis.socket.startsWith(tmpdir())).toBe(true)
  expect((await stat(path.dirname(redis.socket))).mode & 0o777).toBe(0o700)
  expect(await connect(redis.url).ping()).toBe('PONG')
  await rm(path.dirname(redis.socket), { recursive: true })
})

test('a command beside a running worker finds its server, and none once it has stopped', async () => {
  expect(await runningEmbeddedRedis(dataDir)).toBeNull()
  {
    await using redis = await startEmbeddedRedis({ dataDir })
    expect(await runningEmbeddedRedis(dataDir)).toBe(redis.url)
  }
  expect(await runningEmbeddedRedis(dataDir)).toBeNull()
})

test('stopping leaves no process, no socket and no lock behind', async () => {
  const redis = await startEmbeddedRedis({ dataDir })
  await redis[Symbol.asyncDispose]()
  expect(isAlive(redis.pid)).toBe(false)
  expect(await readdir(dataDir)).toEqual(['redis'])
  expect(await redis.exited).toBeNull()
})

test('a file that is no Redis server is refused with what to install', async () => {
  await expect(startEmbeddedRedis({ dataDir, binary: '/no/such/redis-server' })).rejects.toThrow(
    /\/no\/such\/redis-server could not be run.*apt-get install redis-server.*REDIS_URL/,
  )
})

test('a server that is too old is refused', async () => {
  const old = await fakeServer('echo "Redis server v=5.0.7 sha=00000000:0 malloc=jemalloc"')
  await expect(startEmbeddedRedis({ dataDir, binary: old })).rejects.toThrow(
    /Redis 6\.2 or newer, or Valkey, is needed; .* is 5\.0\.7/,
  )
})

test('a server that cannot start says why in its own words, and leaves the data folder free for the next try', async () => {
  const broken = await fakeServer(
    '[ "$1" = --version ] && echo "Redis server v=7.0.15" && exit 0; echo "Bad file format"; exit 1',
  )
  await expect(startEmbeddedRedis({ dataDir, binary: broken })).rejects.toThrow(
    /ended before it answered \(exit status 1: Bad file format\)/,
  )
  await using redis = await startEmbeddedRedis({ dataDir })
  expect(await connect(redis.url).ping()).toBe('PONG')
})

async function fakeServer(script: string): Promise<string> {
  const file = path.join(dataDir, 'fake-server')
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

function connect(url: string): Redis {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  client.on('error', () => undefined)
  open.push(client)
  return client
}

/** A worker process of its own, so that it can be killed. It prints the address and the server's process id. */
async function startWorker(folder: string): Promise<{ child: ChildProcess; url: string; serverPid: number }> {
  const module = path.resolve('dist/store/embedded-redis.js')
  const code = `const { startEmbeddedRedis } = await import(${JSON.stringify(module)})
    const redis = await startEmbeddedRedis({ dataDir: ${JSON.stringify(folder)} })
    console.log(JSON.stringify({ url: redis.url, serverPid: redis.pid }))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url, serverPid } = JSON.parse(line.toString()) as { url: string; serverPid: number }
  open.push({
    kill: () => {
      child.kill('SIGKILL')
      if (isAlive(serverPid)) process.kill(serverPid, 'SIGKILL')
    },
  })
  return { child, url, serverPid }
}

function isAlive(pid: number): boolean {
  // A child of a killed process may stay as a zombie where nobody collects it, as in many containers.
  const state = existsSync('/proc/self/stat')
    ? linuxState(pid)
    : spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  return state !== '' && !state.startsWith('Z')
}

function linuxState(pid: number): string {
  const file = `/proc/${pid}/stat`
  return existsSync(file) ? (readFileSync(file, 'utf8').split(') ')[1] ?? '') : ''
}

async function newestIncrement(folder: string): Promise<string> {
  const dir = path.join(folder, 'redis')
  // Redis 7 and Valkey keep a folder of files and a manifest; Redis 6.2 one file.
  const manifest = await readFile(path.join(dir, 'appendonlydir', 'appendonly.aof.manifest'), 'utf8').catch(() => null)
  if (manifest === null) return path.join(dir, 'appendonly.aof')
  const name = [...manifest.matchAll(/file (\S+\.incr\.aof)/g)].at(-1)?.[1] ?? ''
  return path.join(dir, 'appendonlydir', name)
}

function pairs(flat: unknown): [string, string][] {
  const words = flat as string[]
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ''] as [string, string]] : []))
}
