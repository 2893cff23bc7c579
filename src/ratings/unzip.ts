import { Unzip, UnzipInflate } from 'fflate'
import { ImportError } from './table-row.ts'

/** What is unpacked between two looks at how much it was: deflate makes at most a thousand bytes of one. */
const pieceBytes = 16_384

/**
 * Unpacks one file of a ZIP archive, piece by piece, and stops at `mostBytes`: a small archive may unpack to gigabytes, and what it says of its own size
 * is not believed. Throws an ImportError where the archive is broken, too big, or has no such file.
 */
export function unzip(archive: Uint8Array, name: string, mostBytes: number, take: (piece: Uint8Array) => void): void {
  let size = 0
  let isFound = false
  let isDone = false
  const fail = (message: string) => {
    throw new ImportError(message)
  }
  const archived = new Unzip((file) => {
    if (file.name !== name || isFound) return
    isFound = true
    file.ondata = (error, piece, isLast) => {
      // What was thrown below comes back here.
      if (error instanceof ImportError) throw error
      if (error !== null) fail(`expected a whole spreadsheet; ${name} cannot be unpacked (${error.message})`)
      size += piece.length
      if (size > mostBytes) fail(`expected at most ${mostBytes} bytes in ${name} of the spreadsheet, got more`)
      take(piece)
      isDone = isLast
    }
    file.start()
  })
  archived.register(UnzipInflate)
  try {
    for (let from = 0; from < archive.length && !isDone; from += pieceBytes)
      archived.push(archive.subarray(from, from + pieceBytes), from + pieceBytes >= archive.length)
  } catch (error) {
    if (error instanceof ImportError) throw error
    fail(
      `expected a whole spreadsheet; it cannot be unpacked (${error instanceof Error ? error.message : String(error)})`,
    )
  }
  if (!isFound) fail(`expected an OpenDocument spreadsheet (.ods), found an archive without ${name}`)
  if (!isDone) fail(`expected a whole spreadsheet; ${name} ends too early`)
}
