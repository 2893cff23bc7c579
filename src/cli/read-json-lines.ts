import { z } from 'zod'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { describeMismatch } from '../rules/yaml-complaints.ts'
import { expectedDate, isPublishedDate } from './published-date.ts'

/** A date that can be told old or new by, or nothing. */
export const Published = z
  .string({ error: expectedDate })
  .refine((text) => text === '' || isPublishedDate(text), expectedDate)
  .nullish()

/** `stopped`: why no more lines come, though there may be more. */
export type JsonLine<T> = { line: number; value: T } | { line: number; reason: string } | { stopped: string }

/** More faults than this come from one mistake: the rest of the text is not read. */
const mostFaults = 20

/** Each line of JSON Lines as a value of the schema, or why it is none; empty lines are left out. Ends after so many faults, or where the text cannot be read on. */
export async function* readJsonLines<S extends z.ZodType>(
  lines: AsyncIterable<string> | Iterable<string>,
  schema: S,
): AsyncIterable<JsonLine<z.output<S>>> {
  let line = 0
  let faults = 0
  try {
    for await (const text of lines) {
      line += 1
      if (text.trim() === '') continue
      const read = parseLine(text, schema)
      yield { line, ...read }
      faults += 'reason' in read ? 1 : 0
      if (faults === mostFaults) {
        yield {
          stopped: `${mostFaults} lines are at fault, so the rest is not read: expected JSON Lines, one object a line`,
        }
        return
      }
    }
  } catch (error) {
    yield { stopped: `expected a file that can be read to its end; ${whyUnreadable(error)}` }
  }
}

function parseLine<S extends z.ZodType>(text: string, schema: S): { value: z.output<S> } | { reason: string } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { reason: `no JSON, found ${JSON.stringify(text.slice(0, 40))}` }
  }
  const read = schema.safeParse(value, { reportInput: true })
  return read.success ? { value: read.data } : { reason: describeMismatch(read.error.issues, schema, value) }
}
