/** A line longer than this is no line of text: a binary file may hold none at all. */
const longestLine = 20_000_000

/** The lines of a text that comes in pieces, without their ends. Throws where one has no end. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<string> {
  // Joined when a line ends: a long one would be copied again with each piece.
  let open: string[] = []
  let length = 0
  for await (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n')
    open.push(first)
    length += first.length
    if (length > longestLine)
      throw new Error(`it has a line of more than ${longestLine / 1_000_000} million characters`)
    for (const next of others) {
      yield open.join('').replace(/\r$/, '')
      open = [next]
      length = next.length
    }
  }
  if (length > 0) yield open.join('').replace(/\r$/, '')
}
