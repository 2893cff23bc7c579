import type { Redis } from 'ioredis'

/** How long Redis may take to write to its disk. */
const diskMs = 2000

/** Waits until what this connection wrote is on disk (WAITAOF, Redis and Valkey from 7.2). Older servers do not know it; start-up told what to set there. */
export async function onDisk(redis: Redis): Promise<void> {
  try {
    await redis.call('WAITAOF', 1, 0, diskMs)
  } catch (error) {
    if (!(error instanceof Error) || !/unknown command|appendonly|numlocal/i.test(error.message)) throw error
  }
}
