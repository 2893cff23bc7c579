import type { Config } from '../config/load.ts'
import { groupFeedback, type EventFeedback } from '../events/group-feedback.ts'
import { judgeAgain, type Again } from '../events/judge-again.ts'
import { Document } from '../rules/finding.ts'
import type { Store } from '../store/store.ts'
import { mostFeedback, reasonsInWords } from './feedback-list.ts'
import type { Judging } from './load-rule-set.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Deps = {
  json?: boolean | undefined
  /** The rules to try: those of the configuration, or of another file. */
  judging: Judging
  config: Config
  store: { feedback: Pick<Store['feedback'], 'list'>; items: Pick<Store['items'], 'document'> }
  stopping: AbortSignal
  screen: Pick<Screen, 'print' | 'complain' | 'table' | 'progress'>
}

type Judged = EventFeedback & { again: Again }

const outcomes = ['told', 'silent', 'unknown'] as const

const saying: Record<Again['outcome'], string> = {
  told: 'still told',
  silent: 'no longer told',
  unknown: 'cannot be judged',
}

/**
 * Which of the events that readers called wrong the rules would tell of again, by the texts that are kept of their items. It is no measure of the
 * rules: readers say what they mind, and nobody says what was right. Writes nothing. Resolves to 1 where it was stopped.
 */
export async function run({ json, judging, config, store, stopping, screen }: Deps): Promise<number> {
  const said = groupFeedback(await store.feedback.list(new Date(0), mostFeedback))
  const judged: { rule: string; readers: number; events: Judged[] }[] = []
  let count = 0
  for (const { rule, readers, events } of said) {
    const own: Judged[] = []
    for (const event of events) {
      if (stopping.aborted) {
        screen.complain('Stopped before all events were judged.')
        return 1
      }
      count += 1
      if (count % 20 === 0) screen.progress(`${count} events judged…`)
      const { told } = event
      const documents = await documentsOf(event, store, judging.mostCharacters)
      own.push({ ...event, again: judgeAgain({ told, documents, rules: judging.rules, inUse: config.rules }) })
    }
    judged.push({ rule, readers, events: own })
  }
  screen.progress(null)
  const { file } = judging.rules.placeOf([])
  if (json === true) screen.print(jsonLine({ rulesFile: file, opinionsOnly: true, rules: judged }))
  else if (judged.length === 0) screen.print('No reader has called an event wrong.')
  else print(judged, file, screen)
  return 0
}

/** The texts that are kept of an event's items, cut as by the worker. */
async function documentsOf(
  { told }: EventFeedback,
  { items }: Deps['store'],
  mostCharacters: number,
): Promise<Map<string, Document>> {
  const found = await Promise.all(
    told.sources.map(async ({ itemId }) => [itemId, Document.safeParse(await items.document(itemId))] as const),
  )
  return new Map(
    found.flatMap(([itemId, read]) =>
      read.success ? [[itemId, { ...read.data, text: read.data.text.slice(0, mostCharacters) }] as const] : [],
    ),
  )
}

function print(
  judged: readonly { rule: string; readers: number; events: Judged[] }[],
  file: string,
  screen: Deps['screen'],
): void {
  screen.print(plain(`Events that readers called wrong, judged again by ${file}.`))
  screen.print('These are opinions of readers and no labels: nothing here is a precision or a recall.')
  screen.print('')
  const counted = (events: readonly Judged[], outcome: Again['outcome']) =>
    String(events.filter(({ again }) => again.outcome === outcome).length)
  screen.table(
    ['Rule', 'Called wrong', 'Readers', 'Still told', 'No longer told', 'Cannot be judged'],
    judged.map(({ rule, readers, events }) => [
      rule,
      String(events.length),
      String(readers),
      ...outcomes.map((outcome) => counted(events, outcome)),
    ]),
  )
  screen.print('')
  const events = judged.flatMap((rule) => rule.events)
  for (const outcome of outcomes)
    for (const event of events.filter(({ again }) => again.outcome === outcome)) screen.print(plain(lineOf(event)))
  if (events.some(({ again }) => again.by === 'sentences' || again.outcome === 'unknown')) screen.print(`\n${foot}`)
  if (events.some(({ reasons }) => reasons.twice !== undefined)) screen.print(`\n${twice}`)
}

function lineOf({ told, reasons, again }: Judged): string {
  const note = again.by === null ? '' : notes[again.by]
  return `${saying[again.outcome]}${note}: ${told.rule}, ${told.headline} (${reasonsInWords(reasons)})  ${told.eventId}`
}

const notes: Record<NonNullable<Again['by']>, string> = {
  texts: '',
  sentences: ' by its sentences alone',
  ofsted: ' whatever the rules say, since Ofsted itself published it',
}

const foot = `Where the text of an item is no longer kept (retention.documents), the sentences that showed the event are judged instead. They lack what stood around
them, so that "cannot be judged" is said where today's rules find nothing in them either.`

const twice = 'What readers were told twice is a matter of the rule’s joining, which is not judged here.'
