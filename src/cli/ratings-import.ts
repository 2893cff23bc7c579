import path from 'node:path'
import type { Config } from '../config/load.ts'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { authoritiesNamed } from '../ratings/authority-named.ts'
import type { ImportFormat } from '../ratings/import-formats.ts'
import { readImport } from '../ratings/read-import.ts'
import type { Imported } from '../ratings/table-judgements.ts'
import { ImportError } from '../ratings/table-row.ts'
import { formatFault } from '../rules/fault.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { hintFor } from './authority-asked.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  file: string
  format?: ImportFormat | undefined
  bytesOfFile: (file: string, mostBytes: number) => Promise<Uint8Array>
  config: Config
  store: Pick<Store, 'ratings'>
  audit: Audit
  screen: Screen
}

/** The grades of all authorities since 2012 are a tenth of this, in any layout. */
const mostBytes = 20_000_000

/** More faults are counted: they come from one mistake. */
const mostShown = 20

/**
 * Adds the judgements of a file to what is known. Lines at fault are named and the rest is taken; resolves to 1 if there was one. The file's name is the source
 * of its judgements: the same file again, or a newer one of that name, changes only what it says otherwise.
 */
export async function run({ file, format, bytesOfFile, config, store, audit, screen }: Deps): Promise<number> {
  const read = await readFile({ file, format, bytesOfFile, config })
  if ('fault' in read) {
    screen.complain(`${file}: ${read.fault}`)
    return 1
  }
  const { judgements, faults, empty } = read
  for (const { line, message } of faults.slice(0, mostShown))
    screen.complain(formatFault({ file, line, column: 1, message }))
  if (faults.length > mostShown) screen.complain(`${file}: ${faults.length - mostShown} more faults`)
  const { added, changed } = await audit(
    {
      did: 'ratings import',
      on: [tableName(file)],
      outcomeOf: (counts) => `done: ${counts.added} new, ${counts.changed} changed`,
    },
    () => store.ratings.add(judgements),
  )
  const authorities = new Set(judgements.map(({ authority }) => authority)).size
  const told = `${count(judgements.length, 'judgement')} of ${count(authorities, 'authority', 'authorities')}`
  const known = judgements.length - added - changed
  const without = empty === 0 ? '' : ` ${count(empty, 'line')} without a grade.`
  screen.print(`${layouts[read.format]}: ${told}; ${added} new, ${changed} changed, ${known} known already.${without}`)
  return faults.length > 0 || judgements.length === 0 ? 1 : 0
}

const layouts: Record<ImportFormat, string> = {
  history: 'History of inspections',
  outcomes: 'Sheet of outcomes',
  export: 'Export',
}

async function readFile({
  file,
  format,
  bytesOfFile,
  config: { authorities },
}: Pick<Deps, 'file' | 'format' | 'bytesOfFile' | 'config'>): Promise<
  (Imported & { format: ImportFormat }) | { fault: string }
> {
  let bytes: Uint8Array
  try {
    bytes = await bytesOfFile(file, mostBytes)
  } catch (error) {
    return { fault: `expected a file that can be read; ${whyUnreadable(error)}` }
  }
  try {
    return readImport(bytes, {
      table: tableName(file),
      authorityNamed: authoritiesNamed(authorities.list),
      hint: hintFor(authorities),
      format,
    })
  } catch (error) {
    if (error instanceof ImportError) return { fault: error.message }
    throw error
  }
}

/** Without the number that browsers give a file that they fetched again: "history (2).csv" is history.csv. */
const tableName = (file: string) => path.basename(file).replace(/ ?\(\d+\)(?=\.\w+$)/, '')

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`
