import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const Owner = z.object({ pid: z.number().int(), started: z.string() })
type Owner = z.output<typeof Owner>

/**
 * Makes this process the only owner of a data folder, until disposed. Throws where another living process owns it.
 * An owner is a process id and when that process started, since the system gives ids again; one that was killed owns nothing.
 */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  return await lock(path.join(dataDir, 'worker.lock'), dataDir)
}

async function lock(file: string, dataDir: string): Promise<AsyncDisposable> {
  const nonce = randomUUID()
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), nonce })
  const draft = `${file}.${nonce}`
  await writeFile(draft, mine, { mode: 0o600 })
  try {
    // link() either makes the name or finds it taken, in one step.
    while (!(await linked(draft, file))) {
      const seen = await readFile(file, 'utf8').catch(() => null)
      if (seen !== null && (await replaceStale({ file, seen, draft, dataDir }))) break
    }
    return { [Symbol.asyncDispose]: () => unlock(file, mine) }
  } finally {
    await rm(draft, { force: true })
  }
}

async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Puts `draft` in the place of a lock whose owner is dead. Two may find it dead at one moment, and the slower must not take the
 * quicker one's lock away: so only the holder of a lock on that very content may replace it.
 */
async function replaceStale({
  file,
  seen,
  draft,
  dataDir,
}: {
  file: string
  seen: string
  draft: string
  dataDir: string
}) {
  const owner = parse(seen)
  if (owner !== null && (await startOf(owner.pid)) === owner.started) {
    throw new Error(
      `Another worker (process ${owner.pid}) uses ${dataDir}. One worker owns a DATA_DIR: stop it first, give this one a DATA_DIR of its own, or let both share one Redis through REDIS_URL.`,
    )
  }
  const digest = createHash('sha256').update(seen).digest('hex').slice(0, 8)
  await using _right = await lock(path.join(dataDir, `worker.lock-${digest}`), dataDir)
  if ((await readFile(file, 'utf8').catch(() => null)) !== seen) return false
  await rename(draft, file)
  return true
}

async function unlock(file: string, mine: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === mine) await rm(file, { force: true })
}

function parse(text: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** When a process started, in whatever form the system tells it; `gone` for one that is no more. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat !== null) {
    // Fields 3 and 22 of proc(5); the name in field 2 may hold spaces and brackets, so the count begins after its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isZombie = fields[0] === 'Z'
    return isZombie ? 'gone' : (fields[19] ?? 'gone')
  }
  const ps = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return ps.stdout.trim() || 'gone'
}
