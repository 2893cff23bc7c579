import type { Readable } from 'node:stream'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** A body that unpacks to more than may be taken. */
export class TooBigError extends Error {
  override name = 'TooBigError'
}

/** Reads a body to its end and unpacks it, never holding more than `mostBytes` of what it unpacks to (a small body may unpack to gigabytes). */
export async function unpack(
  body: Readable,
  encoding: string | null,
  mostBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const collect = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      size += chunk.length
      chunks.push(chunk)
      done(size > mostBytes ? new TooBigError(`expected at most ${mostBytes} bytes, got more`) : null)
    },
  })
  // `collect` has no reader behind it: let what it passes on go.
  collect.resume()
  await pipeline([body, ...unpackersOf(encoding, body), collect], { signal })
  return Buffer.concat(chunks)
}

/** In the order of undoing them (RFC 9110, 8.4). */
function unpackersOf(encoding: string | null, body: Readable): Transform[] {
  const names = (encoding ?? '').split(',').map((name) => name.trim().toLowerCase())
  return names
    .filter((name) => name !== '' && name !== 'identity')
    .toReversed()
    .map((name) => {
      if (name === 'gzip' || name === 'x-gzip') return createGunzip()
      if (name === 'br') return createBrotliDecompress()
      if (name === 'deflate') return createInflate()
      body.destroy()
      throw new Error(`an encoding that was not asked for, ${name}`)
    })
}
