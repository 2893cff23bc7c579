const below = '    '

/** Text in lines of at most so many characters, broken at spaces; what has none is broken where it must be. */
export function wrapText(text: string, columns: number, indent = below): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns)
    const end = at > indent.length ? at : columns
    lines.push(rest.slice(0, end))
    rest = indent + rest.slice(end).trimStart()
  }
  return [...lines, rest]
}
