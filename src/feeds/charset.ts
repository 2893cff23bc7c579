import { TextDecoder } from 'node:util'

/**
 * The text of a feed or page. The encoding is taken from a byte-order mark, else the HTTP header, else the XML declaration or the HTML meta
 * (RFC 7303, 3; WHATWG Encoding). Where the bytes say otherwise they are believed: windows-1252 is what passes for UTF-8 and is not, and
 * UTF-8 is what servers announce as ISO-8859-1 by habit.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const seen = byFirstBytes(bytes)
  if (seen !== null) return new TextDecoder(seen).decode(bytes)
  const decoder = decoderOf(fromHeader(contentType) ?? fromDeclaration(bytes) ?? 'utf-8')
  // What begins with single bytes is not UTF-16, whatever it says of itself.
  const claimed = decoder.encoding.startsWith('utf-16') ? 'utf-8' : decoder.encoding
  if (claimed !== 'utf-8' && claimed !== 'windows-1252') return decoder.decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (claimed === 'windows-1252') return fromWindows1252(bytes)
    const text = new TextDecoder('utf-8').decode(bytes)
    return isMostlyBroken(text) ? fromWindows1252(bytes) : fromMixture(bytes)
  }
}

/** A byte-order mark, or "<" as UTF-16 has it. */
function byFirstBytes([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be'
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le'
  return null
}

const fromHeader = (contentType: string | null): string | null =>
  /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null

function fromDeclaration(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return (
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(start)?.[1] ??
    null
  )
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder('utf-8')
  }
}

/** Whether of the characters beyond ASCII more are broken than whole. Counts without copying: a hostile answer has millions. */
function isMostlyBroken(text: string): boolean {
  let balance = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) balance += 1
    else if (code > 0x7f) balance -= 1
  }
  return balance > 0
}

/** What windows-1252 has from 0x80 to 0x9F (WHATWG Encoding, index windows-1252); "\u0000" where it has nothing. */
const upper = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ'

/** By hand: Node.js 20 reads windows-1252 as ISO-8859-1, where quotation marks and dashes are control characters. */
const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (control) => upper[control.charCodeAt(0) - 0x80] ?? control)

/** UTF-8 with single bytes of windows-1252 in it, as of quotes that were pasted into a template. */
function fromMixture(bytes: Uint8Array): string {
  const mended = Buffer.alloc(bytes.length * 3)
  let length = 0
  for (let at = 0; at < bytes.length;) {
    const whole = lengthOfCharacter(bytes, at)
    if (whole > 0) {
      const end = Math.min(at + whole, bytes.length)
      for (let n = at; n < end; n += 1) mended[length++] = bytes[n] ?? 0
    } else length += mended.write(fromWindows1252(bytes.subarray(at, at + 1)), length)
    at += Math.max(1, whole)
  }
  return mended.toString('utf8', 0, length)
}

/** Bytes of the character of UTF-8 that begins there, 0 where none does (Unicode 16, table 3-7). What the end cuts off is taken for whole. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  const second = bytes[at + 1]
  if (second !== undefined) {
    const [from, to] = [{ 0xe0: 0xa0, 0xf0: 0x90 }[first] ?? 0x80, { 0xed: 0x9f, 0xf4: 0x8f }[first] ?? 0xbf]
    if (second < from || second > to) return 0
  }
  for (let n = 2; n < length; n += 1) {
    const next = bytes[at + n]
    if (next !== undefined && (next < 0x80 || next > 0xbf)) return 0
  }
  return length
}
