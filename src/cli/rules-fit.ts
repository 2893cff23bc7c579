import type { Score } from '../rules/evaluate.ts'
import { fitWeights, type Fit } from '../rules/fit.ts'
import type { RuleSet } from '../rules/load.ts'
import { withWeights } from '../rules/with-weights.ts'
import { chooseNames } from '../rules/choose-names.ts'
import { readLabelled, type Corpus } from './read-labelled.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Wanted = {
  corpora: readonly Corpus[]
  /** Ids of rules; none for all. */
  only: string[]
  /** How strongly weights are drawn to those of the file. */
  restraint: number
  json?: boolean | undefined
  rules: RuleSet
  /** The text of the rules, and what to do with it once the weights are in it; null where it is only to be looked at. */
  write: { text: string; to: (text: string) => void; name: string } | null
  mostCharacters: number
  screen: Pick<Screen, 'print' | 'complain' | 'table'>
}

/** Fits the weights of rules to labelled documents and shows them, the most changed first. Resolves to 1 where a line is at fault, or a rule is not known. */
export async function run({
  corpora,
  only,
  restraint,
  json,
  rules,
  write,
  mostCharacters,
  screen,
}: Wanted): Promise<number> {
  const ids = [...rules.facts.keys()]
  const { chosen, faults: unknown } = chooseNames('rule', only, ids)
  for (const fault of unknown) screen.complain(fault)
  if (unknown.length > 0) return 1
  const { documents, faults } = await readLabelled({ corpora, ruleSets: [rules], mostCharacters, screen })
  if (documents.length === 0) return 1
  const fits = (chosen ?? ids).flatMap((id) => fitWeights(rules, documents, ids.indexOf(id), restraint) ?? [])
  for (const fit of fits) {
    if (json === true) screen.print(jsonLine(fit))
    else show(fit, screen)
  }
  if (write !== null) {
    const weights = fits.flatMap((fit) => fit.weights.map(({ path, fitted }) => ({ path, value: fitted })))
    write.to(withWeights(write.text, weights))
    screen.complain(`Written to ${write.name}. Read it, and run check, before you use it.`)
  }
  return faults > 0 ? 1 : 0
}

function show({ rule, weights, now, fitted, heldOut }: Fit, screen: Wanted['screen']): void {
  screen.table(
    [rule, 'Precision', 'Recall', 'F1', 'Right', 'Wrong', 'Missed'],
    [
      ['as the file has it', ...cells(now)],
      ['with fitted weights', ...cells(fitted)],
      ['on documents held out', ...cells(heldOut)],
    ],
  )
  screen.print('')
  const changed = weights
    .filter((weight) => weight.fitted !== weight.now)
    .toSorted((a, b) => Math.abs(b.fitted - b.now) - Math.abs(a.fitted - a.now))
  if (changed.length === 0) screen.print('No weight changes.')
  else
    screen.table(
      ['Now', 'Fitted', 'Seen', 'Weight'],
      changed.map(({ path, says, now: before, fitted: after, seen }) => [
        String(before),
        String(after),
        String(seen),
        plain(`${says} (${path.slice(2).join('.')})`),
      ]),
    )
  screen.print('')
}

function cells({ precision, recall, f1, right, wrong, missed }: Score): string[] {
  const shares = [precision, recall, f1].map((share) => (share === null ? '-' : share.toFixed(3)))
  return [...shares, String(right), String(wrong), String(missed)]
}
