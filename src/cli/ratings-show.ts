import type { Config } from '../config/load.ts'
import { dayInWords } from '../ratings/days-in-words.ts'
import { readTimeline } from '../store/read-timeline.ts'
import type { Store } from '../store/store.ts'
import { authorityAsked } from './authority-asked.ts'
import { describeTimeline } from './describe-timeline.ts'
import { jsonLine, type Screen } from './terminal.ts'
import { wrapText } from './wrap-text.ts'

type Deps = {
  asked: string
  json?: boolean | undefined
  config: Config
  store: Pick<Store, 'ratings'>
  /** How wide the terminal is. */
  columns: number
  screen: Screen
}

/** Everything that is known of an authority's grades, newest first; as one line of JSON, oldest first, with `json`. Resolves to 1 where nobody knows the name. */
export async function run({ asked, json, config: { authorities }, store, columns, screen }: Deps): Promise<number> {
  const found = authorityAsked(asked, authorities)
  if ('fault' in found) {
    screen.complain(found.fault)
    return 1
  }
  const { name } = found
  const timeline = await readTimeline(store.ratings, name, authorities.list)
  if (json === true) {
    screen.print(jsonLine(timeline))
    return 0
  }
  screen.print(screen.paint.bold(name))
  const { successor = [], until = null } = authorities.get(name) ?? {}
  if (successor.length > 0 && until !== null)
    for (const line of wrapText(`Its duties passed to ${successor.join(' and ')} on ${dayInWords(until)}.`, columns))
      screen.print(line)
  const lines = describeTimeline(timeline, columns)
  for (const { text, bold } of lines) screen.print(bold === true ? screen.paint.bold(text) : text)
  if (timeline.steps.length === 0 && timeline.undated.length === 0)
    screen.print('No grades of its own are known. "ofsted-alerts ratings import FILE" takes them from a table.')
  return 0
}
