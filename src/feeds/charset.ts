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
    // A cut in the middle of a character is no other encoding.
    const text = new TextDecoder('utf-8').decode(bytes)
    return isMostlyBroken(text) ? fromWindows1252(bytes) : text
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
