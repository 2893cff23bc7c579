import type { Screen } from './terminal.ts'

/** Cuts texts as the worker does before it classifies them (reading.most_characters), and says so. */
export function cutter(most: number, { complain }: Pick<Screen, 'complain'>) {
  return <T extends { text: string }>(name: string, document: T): T => {
    if (document.text.length <= most) return document
    complain(
      `${name}: the text has ${document.text.length} characters; the first ${most} are read, as by the worker (reading.most_characters)`,
    )
    return { ...document, text: document.text.slice(0, most) }
  }
}
