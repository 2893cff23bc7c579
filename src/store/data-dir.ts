import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'

/** Makes the folder DATA_DIR where it is missing. Throws, with what to do, where it cannot be made or this user may not write to it. */
export async function makeDataDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
    await access(dir, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const why = whyNot.get(code) ?? `the system says ${code}`
    throw new Error(
      `expected DATA_DIR to be a folder that this user may write to, found ${dir}: ${why}. Name another folder, or mend this one.`,
    )
  }
}

const whyNot = new Map([
  ['EEXIST', 'it is a file'],
  ['ENOTDIR', 'a part of it is a file'],
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'the disk can only be read'],
  ['ENOSPC', 'the disk is full'],
])
