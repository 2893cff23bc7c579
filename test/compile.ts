import { spawnSync } from 'node:child_process'

/** Brings dist up to date. Types are left to `npm run types`, so that one wrong type does not stop every test. */
export function setup(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs', '--if-needed', '--no-check'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('src could not be compiled: see the messages above')
}
