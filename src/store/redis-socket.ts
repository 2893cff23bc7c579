import { createHash } from 'node:crypto'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

// sockaddr_un holds 104 bytes on macOS and the BSDs, 108 on Linux, the closing zero included.
const longestPath = 103

/**
 * Where the private server of a data folder listens. Inside that folder; where the path would be too long for a socket, in a folder
 * under the system's temporary one that belongs to this user alone. The same data folder always gives the same answer.
 */
export async function socketPath(dataDir: string): Promise<string> {
  const inside = path.join(dataDir, 'redis', 'redis.sock')
  if (Buffer.byteLength(inside) <= longestPath) return inside
  const name = `ofsted-alerts-${userInfo().uid}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  const folder = path.join(tmpdir(), name)
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  // Everybody may write to /tmp: a folder that somebody else laid there would let them listen in our place.
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${folder} must be a folder that only this user can enter. Remove it, or set DATA_DIR to a shorter path.`,
    )
  }
  const outside = path.join(folder, 'redis.sock')
  if (Buffer.byteLength(outside) > longestPath) {
    throw new Error(
      `The path of a socket may have ${longestPath} bytes at most. Set DATA_DIR to a shorter path than ${dataDir}`,
    )
  }
  return outside
}
