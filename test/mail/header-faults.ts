/** One field of a header, unfolded. */
export type Field = { name: string; value: string }

/** The header of a message as it came, byte for byte. */
export const headOf = (raw: Buffer): string => {
  const text = raw.toString('latin1')
  return text.slice(0, text.indexOf('\r\n\r\n'))
}

/** The fields of a header, each unfolded (RFC 5322, 2.2.3). */
export const fieldsOf = (head: string): Field[] =>
  head.split(/\r\n(?![ \t])/).map((field) => {
    const colon = field.indexOf(':')
    return {
      name: field.slice(0, colon).toLowerCase(),
      value: field
        .slice(colon + 1)
        .replaceAll('\r\n', '')
        .trim(),
    }
  })

/** The value of a field that there is one of. */
export function valueOf(raw: Buffer, name: string): string | null {
  const [field, ...others] = fieldsOf(headOf(raw)).filter((one) => one.name === name.toLowerCase())
  if (others.length > 0) throw new Error(`expected one ${name}, got ${others.length + 1}`)
  return field?.value ?? null
}

/** Where a header is not what mail servers and mail programs expect. `known`: fields that may be there, each once. */
export function headerFaults(raw: Buffer, known: readonly string[]): string[] {
  const head = headOf(raw)
  const fields = fieldsOf(head)
  const once = ['date', 'from', 'to', 'subject', 'message-id', 'mime-version', 'content-type']
  const counted = (name: string) => fields.filter((field) => field.name === name).length
  return [
    // RFC 5322, 3.6: from these there must be one, and never two of any other.
    ...once.filter((name) => counted(name) !== 1).map((name) => `${counted(name)} of ${name}`),
    ...fields.filter(({ name }) => counted(name) > 1).map(({ name }) => `${counted(name)} of ${name}`),
    ...fields.filter(({ name }) => ![...once, ...known].includes(name)).map(({ name }) => `unexpected: ${name}`),
    ...fields.filter(({ name }) => !/^[!-9;-~]+$/.test(name)).map(({ name }) => `no name of a field: ${name}`),
    ...head.split('\r\n').flatMap(lineFaults),
  ]
}

function lineFaults(line: string): string[] {
  const encoded = line.match(/=\?[^?]*\?[^?]*\?[^?]*\?=/g) ?? []
  // A word that cannot be cut makes a line longer than it should be (RFC 5322, 2.1.1), never longer than it may be.
  const words = line
    .replace(/^[^:\s]+:/, '')
    .trim()
    .split(/\s+/)
  return [
    ...(line.length > 998 ? [`a line of ${line.length} octets`] : []),
    ...(line.length > 78 && words.length > 1 ? [`could be folded: ${line}`] : []),
    // RFC 5322, 2.2: no control characters; RFC 2047, 2: encoded words of 75 at most, whole on one line.
    ...(/[^\t\x20-\x7e]/.test(line) ? [`not ASCII, or a control character: ${JSON.stringify(line)}`] : []),
    ...(/^[ \t]*$/.test(line) ? ['an empty line'] : []),
    ...encoded.filter((word) => word.length > 75).map((word) => `too long a word: ${word}`),
    ...(/=\?/.test(line.replaceAll(/=\?[\w-]+\?[QBqb]\?[^? ]*\?=/g, '')) ? [`half a word: ${line}`] : []),
  ]
}
