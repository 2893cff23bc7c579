/** Readers of PDFs look for its mark no further than this. */
const mostBefore = 1024

/** Why a file of so many bytes is no PDF that is worth opening, in words; null where it may be one. */
export function whyNoSize(length: number, mostBytes: number): string | null {
  if (length === 0) return 'expected a PDF, found an empty file'
  if (length <= mostBytes) return null
  return `expected at most ${mostBytes / 1_000_000} MB, found ${(length / 1_000_000).toFixed(1)} MB`
}

/** Why bytes are no PDF that is worth opening, in words; null where they may be one. */
export function whyNoPdf(bytes: Uint8Array, mostBytes: number): string | null {
  const wrongSize = whyNoSize(bytes.length, mostBytes)
  if (wrongSize !== null) return wrongSize
  const start = Buffer.from(bytes.subarray(0, mostBefore)).toString('latin1')
  if (start.includes('%PDF-')) return null
  if (/^\W{0,8}<(?:!doctype html|html|head|body|script|\?xml)/i.test(start.trimStart()))
    return `expected a PDF, found a web page${titled(bytes)}`
  return `expected a PDF, found a file that begins with ${JSON.stringify(start.slice(0, 12))}`
}

const longestTitle = 100
const mostLookedAt = 20_000

function titled(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, mostLookedAt)).toString('utf8')
  const title = /<title[^>]{0,99}>([^<]{1,300})/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  return title === '' ? '' : ` titled ${JSON.stringify(title.slice(0, longestTitle))}`
}
