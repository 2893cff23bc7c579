import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { makeDataDir } from './data-dir.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { findRedisBinary } from './redis-binary.ts'
import { type RedisChild, spawnRedis } from './redis-child.ts'
import { lookAtSocket, ownerName, stopLeftover } from './redis-leftover.ts'
import { socketPath } from './redis-socket.ts'

export type EmbeddedRedis = AsyncDisposable & {
  socket: string
  /** For ioredis and for `redis-cli -u`-like tools: `unix://` and the path of the socket. */
  url: string
  /** Of the server that runs now; another one after a restart. */
  readonly pid: number
  /** Settles when no server runs and none will be started again: null after disposal, else why it was given up. */
  exited: Promise<string | null>
}

type Options = {
  dataDir: string
  binary?: string | undefined
  log?: Pick<Logger, 'info' | 'warn' | 'error'> | undefined
}

/**
 * Starts a private Redis server whose data lies in `dataDir/redis`, and returns once it answers. It listens on a unix socket alone.
 *
 * - Every write is on disk before it is answered (see redis-child.ts), so a kill -9 of either process loses nothing.
 * - A server that dies is started again on the same socket, at once and then at growing intervals; clients reconnect by themselves.
 * - A killed worker leaves its server running: nothing can be done by the dead. The next start finds it, stops it in order and reads its file.
 * - One worker owns a data folder. A second one is refused, also when it runs in another container on the same machine.
 *   The folder must lie on a local disk: locks and sockets do not reach over a network file system.
 */
export async function startEmbeddedRedis({ dataDir, binary: named, log }: Options): Promise<EmbeddedRedis> {
  const binary = await findRedisBinary(named)
  const root = path.resolve(dataDir)
  const dir = path.join(root, 'redis')
  await makeDataDir(root)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const socket = await socketPath(root)
  const lock = await lockDataDir(root)
  try {
    if (await stopLeftover(dir, socket))
      log?.warn({ socket }, 'stopped the redis server that a killed worker had left behind')
    return await supervise({ start: () => spawnRedis(binary, dir, socket), socket, lock, log })
  } catch (error) {
    await lock[Symbol.asyncDispose]()
    throw error
  }
}

/** The address of the server that a living worker runs in this data folder, for commands beside it; null where none runs. */
export async function runningEmbeddedRedis(dataDir: string): Promise<string | null> {
  const socket = await socketPath(path.resolve(dataDir))
  return (await lookAtSocket(socket)) === 'owned' ? `unix://${socket}` : null
}

type Supervised = { start: () => Promise<RedisChild>; socket: string; lock: AsyncDisposable; log: Options['log'] }

const firstWaitMs = 100
const longestWaitMs = 30_000
/** A server that lived this long was healthy: the next death is a new one. */
const healthyAfterMs = 60_000
/** Deaths in a row before giving up: with the waits above about two minutes. */
const mostDeaths = 10

async function supervise({ start, socket, lock, log }: Supervised): Promise<EmbeddedRedis> {
  let child = await start()
  let startedAt = performance.now()
  const stopping = new AbortController()
  const owner = connectAsOwner(socket)

  const keepAlive = async (): Promise<string | null> => {
    for (let deaths = 0; ;) {
      const reason = await child.exited
      if (stopping.signal.aborted) return null
      deaths = performance.now() - startedAt > healthyAfterMs ? 1 : deaths + 1
      if (deaths > mostDeaths) {
        log?.error({ reason, deaths }, 'gave up starting the redis server')
        return reason
      }
      const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (deaths - 1))
      log?.error({ reason, waitMs }, 'the redis server died and is started again')
      await wait(waitMs, null, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return null
      startedAt = performance.now()
      // The binary may be gone for a moment, during an upgrade of the system say: that counts as one more death.
      child = await start().catch((error: unknown) => ({ ...child, exited: Promise.resolve(String(error)) }))
      if (stopping.signal.aborted) {
        await child.stop()
        return null
      }
    }
  }

  const early = child.exited.then((reason) => {
    throw new Error(`The redis server ended before it answered (${reason}). Its data is in ${path.dirname(socket)}.`)
  })
  try {
    // A server that is still reading its file says LOADING; ioredis waits for it to be ready before it sends the PING.
    await Promise.race([owner.ping(), early])
  } catch (error) {
    owner.disconnect()
    await child.stop()
    throw error
  }
  early.catch(() => undefined)

  const exited = keepAlive()
  return {
    socket,
    url: `unix://${socket}`,
    get pid() {
      return child.pid
    },
    exited,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      owner.disconnect()
      await child.stop()
      await exited
      await lock[Symbol.asyncDispose]()
    },
  }
}

/** One connection for as long as the worker lives: it waits for the server at the start, and its name says that the data has an owner. */
function connectAsOwner(socket: string): Redis {
  const owner = new Redis({
    path: socket,
    connectionName: ownerName,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(1000, times * 10),
  })
  // The death of the server is reported by its exit.
  owner.on('error', () => undefined)
  return owner
}
