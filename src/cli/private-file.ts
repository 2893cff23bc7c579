import { open, rename, rm } from 'node:fs/promises'

/** Something to write text to, piece by piece. */
export type Sink = { write: (text: string) => Promise<void> }

/**
 * Writes a file that its owner alone may read, whole or not at all: it stands under its name once all of it is written, in the place of one that was there.
 */
export async function writePrivateFile(file: string, fill: (sink: Sink) => Promise<void>): Promise<void> {
  const partial = `${file}.partial`
  await rm(partial, { force: true })
  const handle = await open(partial, 'wx', 0o600)
  try {
    try {
      await fill({ write: async (text) => await handle.appendFile(text) })
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
