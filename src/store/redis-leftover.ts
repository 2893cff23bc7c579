import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'

/** The name under which a living worker is connected to its own server. */
export const ownerName = 'ofsted-alerts-owner'

/** What listens on the socket of a data folder: a server with a living worker, one that a killed worker left behind, or nothing that answers. */
export async function lookAtSocket(socket: string): Promise<'owned' | 'left' | 'none'> {
  return await connected(socket, async (redis) => {
    const clients = String(await redis.client('LIST').catch(ignoreLoading))
    return clients.includes(` name=${ownerName} `) ? 'owned' : 'left'
  }).catch(() => 'none')
}

/**
 * Stops the server that a killed worker left behind on `socket`, so that two never write to one append-only file. Returns whether there was one.
 * Throws where a worker is still connected to it: one in another container, say, whose process this one cannot see.
 */
export async function stopLeftover(dir: string, socket: string): Promise<boolean> {
  const pid = Number(await readFile(`${dir}/redis.pid`, 'utf8').catch(() => '0'))
  const found = await lookAtSocket(socket)
  if (found === 'owned') {
    throw new Error(
      `Another worker uses the data in ${dir}: it is connected to the Redis there. Stop it first, or let both share one Redis through REDIS_URL.`,
    )
  }
  if (found === 'left') {
    // With an append-only file and no save points, SHUTDOWN writes that file to its end and leaves. It answers only when it refuses.
    await connected(socket, (redis) => redis.shutdown('NOSAVE')).catch(() => undefined)
  } else {
    // One that does not answer (stopped, hanging, or its socket deleted) is known by its pid file and its title.
    if (!(await isServerOf(pid, socket))) return false
    process.kill(pid, 'SIGTERM')
  }
  await waitForEnd(pid, socket)
  return true
}

async function connected<T>(socket: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    path: socket,
    lazyConnect: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 2000,
    // A server that still reads its file answers LOADING to most commands; it is there all the same.
    enableReadyCheck: false,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return await use(redis)
  } finally {
    redis.disconnect()
  }
}

function ignoreLoading(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('LOADING')) return ''
  throw error
}

async function waitForEnd(pid: number, socket: string): Promise<void> {
  // Every answered write is on disk already, so that a kill loses nothing.
  for (let waitedMs = 0; await isServerOf(pid, socket); waitedMs += 50) {
    if (waitedMs === 5000) process.kill(pid, 'SIGKILL')
    if (waitedMs > 20_000)
      throw new Error(`Redis server ${pid}, left by a killed worker, does not end. End it by hand: kill -9 ${pid}`)
    await wait(50)
  }
}

/** Redis writes its socket into its title, which tells it from another program that got the same process id. */
async function isServerOf(pid: number, socket: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(async () => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }))
    return stdout
  })
  return title.includes(socket)
}
