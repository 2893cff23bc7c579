import type { Logger } from 'pino'
import type { OfstedFile } from '../store/files.ts'
import type { Store } from '../store/store.ts'

type Deps = { store: Pick<Store, 'files' | 'alarms'>; clock: () => Date; log: Logger }

/** Files looked at: more are no trouble of single ones. */
const mostLooked = 50

/** Of the old files a few are stubs, or scans without text. So many, and so large a part of all, are none. */
const leastGivenUp = 10
const mostShare = 0.2

/** After this long without a single file that could be read, it is not the one file. */
const uselessMs = 3_600_000

/**
 * Tells the operator of reports that cannot be read: a new one that was given up; many old ones; or none read for an hour, where `reason` is why the one
 * at hand was not. Heals when that is no longer so.
 */
export async function tellOfFiles({ store, clock, log }: Deps, { feedId }: OfstedFile, reason: string | null) {
  const now = clock()
  const message = (await unreadNews(store)) ?? (await manyUnread(store)) ?? (reason === null ? null : await noneRead())
  if (message !== null) {
    if (await store.alarms.raise(`reports:${feedId}`, message, now))
      log.error({ feedId, message }, 'reports cannot be read')
  } else if (reason === null && (await store.alarms.heal(`reports:${feedId}`)))
    log.info({ feedId }, 'reports can be read again')

  async function noneRead(): Promise<string | null> {
    const last = await store.files.lastRead()
    if (last !== null && now.getTime() - last.getTime() < uselessMs) return null
    return `no report could be read since ${last?.toISOString() ?? 'the first was listed'}: ${reason}`
  }
}

async function unreadNews({ files }: Deps['store']): Promise<string | null> {
  const [first, ...more] = (await files.givenUp(mostLooked)).filter(({ isBaseline }) => !isBaseline)
  if (first === undefined) return null
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  const { file } = first
  return `a new report could not be read: ${file.provider}, ${file.title}, ${file.url}${others}: ${first.reason}`
}

async function manyUnread({ files }: Deps['store']): Promise<string | null> {
  const { read, failed, 'not-a-report': unreadable } = await files.counts()
  const givenUp = failed + unreadable
  if (givenUp < leastGivenUp || givenUp < mostShare * (read + givenUp)) return null
  const [latest] = await files.givenUp(1)
  return `${givenUp} of ${read + givenUp} reports could not be read, the last of them: ${latest?.reason}`
}
