import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import type { z } from 'zod'
import { runCli } from '../../src/cli.ts'
import type { Feed } from '../../src/config/feeds.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { createStore } from '../../src/store/store.ts'
import { startRedis } from '../helpers/redis.ts'
import { memoryIo } from './memory-io.ts'

export const secret = 'a-secret-of-at-least-32-characters'

type Given = { feeds?: (Partial<z.input<typeof Feed>> & { id: string })[]; settings?: object }

/** A folder to run commands in: the rules and authorities that are shipped, and these feeds and settings. */
export function workFolder({ feeds = [], settings = {} }: Given = {}) {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'command-'))
  for (const file of ['rules.yaml', 'authorities.csv'])
    cpSync(path.join('config', file), path.join(cwd, 'config', file))
  const write = (file: string, text: string) => writeFileSync(path.join(cwd, file), text)
  write('config/feeds.yaml', stringify({ feeds }))
  write('config/settings.yaml', stringify({ ...settings, network: { allow: ['127.0.0.0/8'] } }))
  return { cwd, write, [Symbol.dispose]: () => rmSync(cwd, { recursive: true, force: true }) }
}

/** A folder to run commands in, and the records they work on. */
export async function operatorsDesk(given: Given = {}) {
  const folder = workFolder(given)
  const server = await startRedis()
  const redis = server.connect()
  const queues = createQueues({ connection: redis, onError: () => undefined })
  const env = {
    REDIS_URL: server.url,
    SECRET: secret,
    LOG_LEVEL: 'silent',
    OUTBOX_DIR: path.join(folder.cwd, 'outbox'),
  }
  const runWith = async (more: Record<string, string>, ...args: string[]) => {
    const { io, out, err } = memoryIo({ cwd: folder.cwd, env: { ...env, ...more } })
    const status = await runCli(args, io)
    return { status, out: out(), err: err() }
  }
  return {
    ...folder,
    env,
    store: createStore(redis),
    redis,
    queues,
    /** Runs one command line in the folder. */
    run: (...args: string[]) => runWith({}, ...args),
    /** The same, with more in the environment. */
    runWith,
    async [Symbol.asyncDispose]() {
      await queues.close()
      redis.disconnect()
      await server[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}
