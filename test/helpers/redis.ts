import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { vi } from 'vitest'

export type TestRedis = AsyncDisposable & {
  url: string
  socket: string
  connect: () => Redis
  /** SIGKILL; the data stay. */
  kill: () => Promise<void>
  /** Starts it again on the same socket and data. */
  restart: () => Promise<void>
  /** SIGSTOP: it takes commands and never answers. */
  freeze: () => void
  thaw: () => void
}

/** A private redis-server on a unix socket, with an append-only file, gone when disposed or when the test process ends. */
export async function startRedis({ args = [] }: { args?: string[] } = {}): Promise<TestRedis> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'redis-'))
  const socket = path.join(dir, 's')
  let server: ChildProcess
  const killNow = () => void server.kill('SIGKILL')

  const start = async () => {
    server = spawn(
      'redis-server',
      ['--port', '0', '--unixsocket', socket, '--dir', dir, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', ...args],
      { stdio: 'ignore' },
    )
    process.once('exit', killNow)
    const probe = new Redis({ path: socket, retryStrategy: () => 5, maxRetriesPerRequest: null })
    probe.on('error', () => undefined)
    await vi.waitFor(() => probe.ping(), { timeout: 10_000 })
    probe.disconnect()
  }
  const kill = async () => {
    const gone = new Promise((exit) => server.once('exit', exit))
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGKILL')
      await gone
    }
    process.off('exit', killNow)
  }

  await start()
  return {
    url: `unix://${socket}`,
    socket,
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
