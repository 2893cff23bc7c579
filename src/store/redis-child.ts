import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** A running server. `exited` tells, once, how it ended and the last lines it wrote. */
export type RedisChild = {
  pid: number
  exited: Promise<string>
  /** SIGTERM, which Redis treats as SHUTDOWN: it closes its append-only file in order. SIGKILL after the grace time. */
  stop(): Promise<void>
}

/** Starts a server that keeps its data in `dir` and listens on `socket` alone. Settles once the process exists, not once it answers. */
export async function spawnRedis(binary: string, dir: string, socket: string): Promise<RedisChild> {
  const child = spawn(binary, serverOptions(dir, socket), {
    cwd: dir,
    // The server needs nothing of our environment, and that holds secrets.
    env: {},
    // In a process group of its own: Ctrl-C in a terminal would otherwise stop it before the worker has written its last records.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''))
      lines.splice(0, lines.length - 5)
    })
  }
  const exited = new Promise<string>((resolve) => {
    // 'close' comes after 'exit', when the last lines have been read.
    child.once('close', (code, signal) =>
      resolve(`${signal ?? `exit status ${code}`}: ${lines.join(' | ') || 'it wrote nothing'}`),
    )
  })
  await spawned(child, binary)
  const { pid } = child
  if (pid === undefined) throw new Error(`${binary} started without a process id`)
  return { pid, exited, stop: () => stop(child, exited) }
}

function serverOptions(dir: string, socket: string): string[] {
  const options = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '600',
    dir,
    pidfile: `${dir}/redis.pid`,
    daemonize: 'no',
    appendonly: 'yes',
    // Each write is on disk before it is answered. With `everysec` a power cut would forget up to a second of "sent" marks, and
    // their messages would go out twice; WAITAOF, which asks for one write alone, needs Redis 7.2.
    appendfsync: 'always',
    // A power cut leaves half a command at the end of the file: start without it rather than not at all.
    'aof-load-truncated': 'yes',
    save: '',
    // The records are the truth: nothing may ever be thrown out to make room.
    'maxmemory-policy': 'noeviction',
    loglevel: 'notice',
  }
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
}

function spawned(child: ChildProcess, binary: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) => reject(new Error(`${binary} could not be started`, { cause })))
  })
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM')
  const graceMs = 10_000
  const patience = new AbortController()
  const killed = wait(graceMs, null, { signal: patience.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await exited
  patience.abort()
  await killed
}
