import { TextDecoder } from 'node:util'

/**
 * The text of a feed or page. The encoding is taken from a byte-order mark, else the HTTP header, else the XML declaration or the HTML meta
 * (RFC 7303, 3; WHATWG Encoding). Bytes that are not the UTF-8 they claim to be are read as windows-1252, which is what they nearly always are.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const marked = byMark(bytes)
  if (marked !== null) return new TextDecoder(marked).decode(bytes)
  const label = fromHeader(contentType) ?? fromDeclaration(bytes) ?? 'utf-8'
  const decoder = decoderOf(label)
  if (decoder.encoding !== 'utf-8') return decoder.decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A cut in the middle of a character is no other encoding.
    const text = new TextDecoder('utf-8').decode(bytes)
    const broken = text.split('\uFFFD').length - 1
    const beyondAscii = text.match(/[^\u0000-\u007F\uFFFD]/g)?.length ?? 0
    return broken > beyondAscii ? new TextDecoder('windows-1252').decode(bytes) : text
  }
}

function byMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
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
