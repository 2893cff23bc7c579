import type { AuthorityNamed } from '../ratings/authority-named.ts'
import type { UnreadInspection } from '../ratings/without-gaps.ts'
import type { FileStore, OfstedFile } from './files.ts'
import type { RatingStore } from './ratings.ts'

type Records = { files: Pick<FileStore, 'load' | 'ofProvider' | 'all'>; ratings: Pick<RatingStore, 'known'> }

/** What else the page of a file's provider lists as an inspection, and of which no grade is on record. */
export async function unreadBeside({ files, ratings }: Records, fileNumber: string): Promise<UnreadInspection[]> {
  const urn = (await files.load(fileNumber))?.file.urn
  const listed = urn === undefined ? [] : await files.ofProvider(urn)
  const others = listed.filter(({ number }) => number !== fileNumber)
  return (await unreadOf(ratings, others)).map(({ inspection }) => inspection)
}

/** The same of every authority: `named` says whose page a provider's is. */
export async function unreadByAuthority(
  { files, ratings }: Records,
  named: AuthorityNamed,
): Promise<Map<string, UnreadInspection[]>> {
  const byAuthority = new Map<string, UnreadInspection[]>()
  for (const { provider, inspection } of await unreadOf(ratings, await files.all())) {
    const name = named(provider, inspection.published)
    if (name !== null) byAuthority.set(name, [...(byAuthority.get(name) ?? []), inspection])
  }
  return byAuthority
}

/** Each report is some kB, and is taken apart when it is looked at. */
const reportsAtOnce = 25

async function unreadOf(
  ratings: Pick<RatingStore, 'known'>,
  files: readonly OfstedFile[],
): Promise<{ provider: string; inspection: UnreadInspection }[]> {
  const inspections = files.filter(({ kind }) => kind === 'inspection')
  const found: { provider: string; inspection: UnreadInspection }[] = []
  for (let from = 0; from < inspections.length; from += reportsAtOnce) {
    const part = inspections.slice(from, from + reportsAtOnce)
    const read = await ratings.known(part.map(({ number }) => number))
    for (const { number, published, url, provider } of part) {
      const report = read.get(number)?.report ?? null
      const isUnread = report === null || (report.kind === 'inspection' && Object.keys(report.grades).length === 0)
      if (published !== null && isUnread)
        found.push({ provider, inspection: { published, source: { kind: 'report', id: number, url } } })
    }
  }
  return found
}
