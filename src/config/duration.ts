import { z } from 'zod'

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

const isUnit = (unit: string | undefined): unit is keyof typeof unitMs => unit !== undefined && unit in unitMs

const expected = 'expected a length of time such as 90s, 15m, 6h or 30d'

/** A length of time as people write it, `90s`, `15m`, `6h`, `30d`; its value is in milliseconds. */
export const Duration = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `${expected}, found ${input}; did you mean "${input}m"?` : expected,
  })
  .regex(/^\d+(\.\d+)?[smhd]$/, expected)
  .transform((text) => {
    const unit = text.at(-1)
    return Math.round(Number(text.slice(0, -1)) * (isUnit(unit) ? unitMs[unit] : 1))
  })
