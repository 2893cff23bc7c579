import { Writable, type Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** A body that unpacks to more than may be taken. */
export class TooBigError extends Error {
  override name = 'TooBigError'
}

type Bounds = {
  mostBytes: number
  /** More than that is cut off; else it is an error. */
  isCut: boolean
  signal: AbortSignal
}

/** Reads a body to its end and unpacks it, never holding more than `mostBytes` of what it unpacks to (a small body may unpack to gigabytes). */
export async function unpack(
  body: Readable,
  encoding: string | null,
  { mostBytes, isCut, signal }: Bounds,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length
      chunks.push(chunk)
      done(size > mostBytes ? new TooBigError(`expected at most ${mostBytes} bytes, got more`) : null)
    },
  })
  try {
    await pipeline([body, ...unpackersOf(encoding, body), collect], { signal })
  } catch (error) {
    if (!isCut || !(error instanceof TooBigError)) throw error
  }
  return Buffer.concat(chunks).subarray(0, mostBytes)
}

/** Ends an answer whose body nobody wants; its stream calls that an error, which would end the process if nobody listened. */
export function discard(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
}

/** Nobody packs what is packed; each layer takes memory of its own. */
const mostLayers = 2

/** In the order of undoing them (RFC 9110, 8.4). */
function unpackersOf(encoding: string | null, body: Readable): Transform[] {
  const names = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length > mostLayers) {
    discard(body)
    throw new Error(`a body packed ${names.length} times`)
  }
  return names.toReversed().map((name) => {
    if (name === 'gzip' || name === 'x-gzip') return createGunzip()
    if (name === 'br') return createBrotliDecompress()
    if (name === 'deflate') return createInflate()
    discard(body)
    throw new Error(`an encoding that was not asked for, ${name}`)
  })
}
