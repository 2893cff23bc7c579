import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { atLeast } from './redis-version.ts'

/** Absolute path of a `redis-server` or `valkey-server`: the one named, else the first on the PATH. Throws with what to install where there is none, or only one too old. */
export async function findRedisBinary(named?: string): Promise<string> {
  const binary = named ?? (await onPath())
  if (binary === '') throw new Error(`No redis-server or valkey-server was found. ${installAdvice(process.platform)}`)
  const { stdout } = await run(binary, ['--version']).catch((cause: unknown) => {
    throw new Error(`${binary} could not be run as a Redis server. ${installAdvice(process.platform)}`, { cause })
  })
  const version = /\bv=(\d+(?:\.\d+)+)/.exec(stdout)?.[1] ?? 'unknown'
  if (!atLeast(version, '6.2')) {
    throw new Error(
      `Redis 6.2 or newer, or Valkey, is needed; ${binary} is ${version}. ${installAdvice(process.platform)}`,
    )
  }
  return binary
}

const run = promisify(execFile)

// Debian's /usr/sbin and Homebrew's folder are not on everybody's PATH.
const search =
  'PATH="$PATH:/usr/sbin:/usr/local/bin:/opt/homebrew/bin"; command -v redis-server || command -v valkey-server || true'

async function onPath(): Promise<string> {
  const { stdout } = await run('/bin/sh', ['-c', search])
  return stdout.trim()
}

/** What to type to get a Redis, on this system. */
export function installAdvice(platform: NodeJS.Platform): string {
  const other = 'Or set REDIS_URL to a Redis that runs elsewhere.'
  if (platform === 'darwin') return `Run "brew install redis". ${other}`
  if (platform === 'win32') return `Redis does not run on Windows itself: use WSL 2 or Docker. ${other}`
  return `Run "apt-get install redis-server" (Debian, Ubuntu), "apk add redis" (Alpine) or "dnf install redis" (Fedora). ${other}`
}
