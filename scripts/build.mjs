// Compiles src into dist. The new dist takes the old one's place in one move, so that nothing ever sees half of it.
//   --if-needed   does nothing when no source is newer than dist
//   --no-check    leaves the types unchecked (`npm run types` checks them)
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const dist = path.join(root, 'dist')
const main = path.join(dist, 'main.js')
// Beside the packages: on the same disk as dist, and ignored by git.
const fresh = path.join(root, 'node_modules', `.dist-${process.pid}-new`)
const old = path.join(root, 'node_modules', `.dist-${process.pid}-old`)

const newestSource = () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true }).map((name) => path.join(root, 'src', name))
  const others = ['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => path.join(root, name))
  // Folders count too: their time moves when a file in them is deleted.
  return Math.max(...[...sources, ...others].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

if (!process.argv.includes('--if-needed') || !existsSync(main) || statSync(dist).mtimeMs < newestSource()) {
  const started = new Date()
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const options = ['-p', path.join(root, 'tsconfig.build.json'), '--outDir', fresh]
  if (process.argv.includes('--no-check')) options.push('--noCheck')
  const { status } = spawnSync(process.execPath, [tsc, ...options], { stdio: 'inherit', cwd: root })
  if (status === 0) {
    // `npx ofsted-alerts` runs it as a program.
    if (existsSync(path.join(fresh, 'main.js'))) chmodSync(path.join(fresh, 'main.js'), 0o755)
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(fresh, dist)
    // A source saved while tsc ran is newer than what tsc read.
    utimesSync(dist, started, started)
  }
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
  process.exitCode = status ?? 1
}
