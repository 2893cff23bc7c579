import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'

export type RedisOptions = {
  /** More flags, such as `['--maxmemory', '3mb']`; they go before our own. */
  args?: string[]
  /** False: what it holds is lost when it is killed. */
  appendonly?: boolean
  /** Also listens on a free port of the loopback address, which is then its `url`. */
  tcp?: boolean
}

export type TestRedis = AsyncDisposable & {
  url: string
  socket: string
  /** Null unless asked for with `tcp`. */
  port: number | null
  connect: () => Redis
  /** SIGKILL; the data stay. */
  kill: () => Promise<void>
  /** Starts it again on the same address and data. */
  restart: () => Promise<void>
  /** SIGSTOP: it takes commands and never answers. */
  freeze: () => void
  thaw: () => void
}

/** A private redis-server on a unix socket, with an append-only file, gone when disposed or when the test process ends. */
export async function startRedis({ args = [], appendonly = true, tcp = false }: RedisOptions = {}): Promise<TestRedis> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'redis-'))
  const socket = path.join(dir, 's')
  const port = tcp ? await freePort() : null
  const settings = {
    port: String(port ?? 0),
    bind: '127.0.0.1',
    unixsocket: socket,
    dir,
    save: '',
    appendonly: appendonly ? 'yes' : 'no',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  let server: ChildProcess

  const start = async () => {
    server = spawn('redis-server', [...flags, ...args], { stdio: 'ignore' })
    killWithUs(server, dir)
    await answering(socket, server)
  }
  const kill = async () => {
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }

  try {
    await start()
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
  return {
    url: port === null ? `unix://${socket}` : `redis://127.0.0.1:${port}`,
    socket,
    port,
    connect: () => {
      const redis = new Redis({ path: socket, maxRetriesPerRequest: null, retryStrategy: () => 20 })
      redis.on('error', () => undefined)
      return redis
    },
    kill,
    restart: start,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Ends the server when this process is gone, even where it had no time to say so: then nobody holds the pipe any more. */
function killWithUs(server: ChildProcess, dir: string): void {
  if (server.pid === undefined) return
  const script = 'read -r _; kill -9 "$0"; rm -rf "$1"'
  const stdio = ['pipe' as const, 'ignore' as const, 'ignore' as const]
  const watcher = spawn('sh', ['-c', script, String(server.pid), dir], { stdio, detached: true })
  watcher.unref()
  server.once('exit', () => watcher.kill('SIGKILL'))
}

/** Waits through refused connections, and while the append-only file is read. */
async function answering(socket: string, server: ChildProcess): Promise<void> {
  const probe = new Redis({ path: socket, retryStrategy: () => 5, maxRetriesPerRequest: null })
  probe.on('error', () => undefined)
  const failed = new Promise<never>((_, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code} before it answered`)))
  })
  try {
    await Promise.race([probe.ping(), failed])
  } finally {
    probe.disconnect()
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
