import type { Config } from '../config/load.ts'
import { authoritiesNamed } from '../ratings/authority-named.ts'
import { judgementsOf } from '../ratings/judgements-of.ts'
import type { Store } from '../store/store.ts'
import type { RecordReport } from './read-report.ts'

type Deps = { store: Pick<Store, 'ratings'>; config: () => Config; clock: () => Date }

/** Grows when reports are read in a better way, so that what an older reader read can be told apart. */
const readerVersion = 1

/** Records a report and its judgements in one step, under the name that the authority had when it was inspected. */
export const recordReport =
  ({ store, config, clock }: Deps): RecordReport =>
  async (read, { number, url }) => {
    const named = authoritiesNamed(config().authorities.list)
    const day = read.inspected?.from ?? read.published
    const authority = read.authority === null ? null : (named(read.authority, day) ?? read.authority)
    const report = { ...read, authority }
    await store.ratings.record(
      { file: number, url, reader: readerVersion, report, error: null, read: clock().toISOString() },
      judgementsOf(report, { kind: 'report', id: number, url }),
    )
  }
