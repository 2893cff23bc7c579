import type { Config } from '../config/load.ts'
import { feedbackReasons, feedbackTitles } from '../events/feedback.ts'
import { groupFeedback, type EventFeedback, type RuleFeedback } from '../events/group-feedback.ts'
import { chooseNames } from '../rules/choose-names.ts'
import type { Store } from '../store/store.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  wanted: { rule?: string | undefined; sinceMs: number; format: 'text' | 'json' }
  config: Config
  store: Pick<Store, 'feedback'>
  clock: () => Date
  screen: Screen
}

/** More are not looked at: the terminal is no place for them. */
export const mostFeedback = 100_000

/** The events that readers called wrong, rule by rule. Resolves to 1 where the rule is not known. */
export async function run({ wanted, config, store, clock, screen }: Deps): Promise<number> {
  const given = await store.feedback.list(new Date(clock().getTime() - wanted.sinceMs), mostFeedback)
  // A rule that was taken out of the file since may have been called wrong.
  const known = [...new Set([...config.rules.facts.keys(), ...given.map(({ told }) => told.rule)])]
  const rule = chooseNames('rule', wanted.rule === undefined ? [] : [wanted.rule], known)
  for (const fault of rule.faults) screen.complain(fault)
  if (rule.faults.length > 0) return 1
  const said = groupFeedback(given.filter(({ told }) => rule.chosen?.includes(told.rule) ?? true))
  if (wanted.format === 'json') {
    for (const { events } of said) for (const { told, ...rest } of events) screen.print(jsonLine({ ...told, ...rest }))
    return 0
  }
  for (const one of said) printRule(one, config.settings.time_zone, screen)
  screen.print(said.length === 0 ? 'No reader has called an event wrong.' : hint)
  return 0
}

function printRule({ rule, readers, events }: RuleFeedback, timeZone: string, screen: Screen): void {
  const calls = readers === 1 ? 'once' : `${readers} times`
  screen.print(
    screen.paint.bold(`${plain(rule)}: ${events.length} event${events.length === 1 ? '' : 's'}, called wrong ${calls}`),
  )
  for (const event of events) printEvent(event, timeZone, screen)
  screen.print('')
}

function printEvent({ told, reasons, words }: EventFeedback, timeZone: string, { print, paint }: Screen): void {
  print(`  ${plain(told.headline)} (${plain(told.authority)}, ${when(told.date, timeZone)})`)
  print(`    ${reasonsInWords(reasons)}`)
  for (const text of words) print(`    a reader: “${plain(text)}”`)
  for (const { outlet, itemId, isReport, evidence } of told.sources) {
    for (const { sentence, why } of evidence) print(`    “${plain(sentence)}” (${plain(why)})`)
    print(paint.dim(`      ${plain(outlet)}, ${isReport ? 'of Ofsted itself, ' : ''}item ${plain(itemId)}`))
  }
  print(paint.dim(`    event ${plain(told.eventId)}`))
}

/** "3 × It names the wrong authority, 1 × Something else" */
export const reasonsInWords = (reasons: EventFeedback['reasons']): string =>
  feedbackReasons
    .flatMap((reason) => (reasons[reason] === undefined ? [] : [`${reasons[reason]} × ${feedbackTitles[reason]}`]))
    .join(', ')

const hint = `These are opinions of readers, and no labels: read the sentences before you agree.
"events show ID" tells the rest of an event. Save the text of an item that should have stayed silent and run "explain" on it;
after a change, put its sentence among the rule's examples under "silent", run "check", and "evaluate --feedback".`
