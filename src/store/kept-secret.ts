import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeDataDir } from './data-dir.ts'

/** The secret that signs links, made on first use and kept in the data folder, readable by its owner alone. */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret')
  await makeDataDir(dataDir)
  try {
    // `wx`: of two processes that start at once, one makes it and both read it.
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
