import { z } from 'zod'
import { expectedLength, lengthOfTime } from './length-of-time.ts'

/** A length of time as people write it, `90s`, `15m`, `6h`, `30d`; its value is in milliseconds. */
export const Duration = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `${expectedLength}, found ${input}; did you mean "${input}m"?` : expectedLength,
  })
  .transform((text, context) => {
    const ms = lengthOfTime(text)
    if (ms === null) context.addIssue(expectedLength)
    return ms ?? z.NEVER
  })
