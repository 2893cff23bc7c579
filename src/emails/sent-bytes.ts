/**
 * How many bytes of a message a text takes as quoted-printable (RFC 2045, 6.7), never too few: what is not ASCII, and `=`, takes three for one,
 * and lines of at most 76 end with two or three.
 */
export function sentBytes(text: string): number {
  let bytes = 0
  for (const byte of Buffer.from(text)) bytes += byte > 126 || byte === equalsSign ? 3 : byte === lineFeed ? 2 : 1
  return Math.ceil(bytes * (1 + softBreak / shortestLine))
}

const equalsSign = 0x3d
const lineFeed = 0x0a

/** `=`, CR and LF. */
const softBreak = 3

/** No letter is cut in two, and one takes up to twelve bytes; lines are cut between words where there is one nearby. */
const shortestLine = 60
