const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

const isUnit = (unit: string | undefined): unit is keyof typeof unitMs => unit !== undefined && unit in unitMs

export const expectedLength = 'expected a length of time such as 90s, 15m, 6h or 30d'

/** A length of time as people write it, `90s`, `15m`, `6h`, `30d`, in milliseconds; null for what is none. */
export function lengthOfTime(text: string): number | null {
  if (!/^\d+(\.\d+)?[smhd]$/.test(text)) return null
  const unit = text.at(-1)
  return isUnit(unit) ? Math.round(Number(text.slice(0, -1)) * unitMs[unit]) : null
}
