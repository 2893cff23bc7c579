import { statSync } from 'node:fs'
import path from 'node:path'
import type { Fault } from '../rules/fault.ts'
import { configFiles, type Config, type LoadedConfig } from './load.ts'

type Options = {
  dir: string
  load: () => LoadedConfig
  /** A configuration without fault, other than the one before it. */
  onChange: (config: Config) => void
  /** Faults of the files as they are now: the last good configuration stays in use. An empty list: they are mended. */
  onFaults: (faults: Fault[]) => void
  intervalMs?: number
  signals?: { on: (name: 'SIGHUP', act: () => void) => unknown; off: (name: 'SIGHUP', act: () => void) => unknown }
}

/**
 * Loads the configuration again when one of its files has changed, or on SIGHUP. Takes effect once the files have been still for one
 * look, so that a file half written is not read. Asks for times and sizes: notifications of the system do not reach through bind mounts and network drives.
 */
export function watchConfig({
  dir,
  load,
  onChange,
  onFaults,
  intervalMs = 2000,
  signals = process,
}: Options): Disposable & { reload: () => void } {
  let taken = stampOf(dir)
  let seen = taken
  let faulty = false

  const reload = () => {
    const loaded = load()
    if (loaded.ok) onChange(loaded.config)
    if (!loaded.ok || faulty) onFaults(loaded.ok ? [] : loaded.faults)
    faulty = !loaded.ok
  }
  const look = () => {
    const now = stampOf(dir)
    const isStill = now === seen
    seen = now
    if (!isStill || now === taken) return
    taken = now
    reload()
  }

  const timer = setInterval(look, intervalMs)
  timer.unref()
  signals.on('SIGHUP', reload)
  return {
    reload,
    [Symbol.dispose]() {
      clearInterval(timer)
      signals.off('SIGHUP', reload)
    },
  }
}

/** Changes when a file is written, replaced, added or removed: editors write a new file and move it over the old one. */
function stampOf(dir: string): string {
  const stamps = configFiles.map((name) => {
    const found = statSync(path.join(dir, name), { throwIfNoEntry: false })
    return found === undefined ? 'none' : `${found.mtimeMs} ${found.size} ${found.ino}`
  })
  return stamps.join(', ')
}
