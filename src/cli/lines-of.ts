/** A line longer than this is no line of text: a binary file may hold none at all. */
const longestLine = 20_000_000

/** The lines of a text that comes in pieces, without their ends. Throws where one has no end. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
    if (rest.length > longestLine)
      throw new Error(`it has a line of more than ${longestLine / 1_000_000} million characters`)
  }
  if (rest !== '') yield rest.replace(/\r$/, '')
}
