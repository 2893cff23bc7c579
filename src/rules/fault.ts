/** One thing wrong in a file a person wrote: where it is, and what was expected. Lines and columns count from 1. */
export type Fault = {
  file: string
  line: number
  column: number
  /** Says what was expected and what was found, in words the author of the file knows. */
  message: string
}

/** Writes a fault as `file:line:column  message`, the form editors turn into a link. */
export function formatFault({ file, line, column, message }: Fault): string {
  return `${file}:${line}:${column}  ${message}`
}
