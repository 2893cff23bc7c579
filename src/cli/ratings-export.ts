import { Area } from '../ratings/area.ts'
import { dayOfInspection } from '../ratings/same-inspection.ts'
import type { Judgement } from '../ratings/judgement.ts'
import type { Store } from '../store/store.ts'
import { jsonLine, type Screen } from './terminal.ts'

type Deps = { store: Pick<Store, 'ratings'>; screen: Screen }

/** Every judgement of every source as JSON Lines, always in the same order, so that two exports can be compared. */
export async function run({ store, screen }: Deps): Promise<number> {
  for (const authority of await store.ratings.authorities())
    for (const judgement of (await store.ratings.judgements(authority)).toSorted(byPlace))
      screen.print(jsonLine(judgement))
  return 0
}

function byPlace(a: Judgement, b: Judgement): number {
  const [one, other] = [a, b].map((judgement) =>
    [dayOfInspection(judgement), Area.options.indexOf(judgement.area), judgement.source.kind, judgement.source.id].join(
      '|',
    ),
  )
  return (one ?? '') < (other ?? '') ? -1 : 1
}
