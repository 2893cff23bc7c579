import { leavingTitles } from '../events/leaving.ts'
import type { Store } from '../store/store.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Deps = {
  wanted: { sinceMs: number; format: 'text' | 'json' }
  store: Pick<Store, 'leavings'>
  clock: () => Date
  screen: Pick<Screen, 'print' | 'table'>
}

/** More are not shown: the terminal is no place for them. */
const mostWords = 10_000

const titles: Record<string, string | undefined> = leavingTitles

/** How many left for which reason, month by month, and what they wrote. Whole months: no day is kept. */
export async function run({ wanted: { sinceMs, format }, store, clock, screen }: Deps): Promise<number> {
  const first = new Date(clock().getTime() - sinceMs).toISOString().slice(0, 7)
  const counts = (await store.leavings.counts()).filter(({ month }) => month >= first)
  const words = (await store.leavings.words(mostWords)).filter(({ month }) => month >= first)
  if (format === 'json') {
    for (const count of counts) screen.print(jsonLine(count))
    for (const { month, reason, words: text } of words) screen.print(jsonLine({ month, reason, words: text }))
    return 0
  }
  if (counts.length === 0) screen.print('Nobody has said why they left.')
  else
    screen.table(
      ['Month', 'Why', 'How many'],
      counts.map(({ month, reason, count }) => [month, titles[reason] ?? reason, String(count)]),
    )
  if (words.length > 0) screen.print('')
  for (const { month, reason, words: text } of words)
    screen.print(plain(`${month}, ${titles[reason] ?? reason}: “${text}”`))
  return 0
}
