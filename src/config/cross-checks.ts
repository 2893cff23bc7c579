import { z } from 'zod'
import { englishRegions } from '../rules/authorities.ts'
import type { Fault } from '../rules/fault.ts'
import { didYouMean } from '../rules/nearest.ts'
import { Feed } from './feeds.ts'
import { faultAt } from './places.ts'
import type { Settings } from './settings.ts'

type File<T> = { file: string; text: string; value: T }

/** Settings that are right each for itself and wrong together. */
export function settingsFaults({ file, text, value }: File<Settings>): Fault[] {
  const at = faultAt(file, text)
  const faults: Fault[] = []
  const { polling, network } = value
  if (polling.shortest > polling.longest)
    faults.push(at(['polling', 'shortest'], 'expected at most the time of polling.longest, or the other way round'))
  if (network.connect_timeout > network.total_timeout) {
    faults.push(
      at(['network', 'connect_timeout'], 'expected at most the time of network.total_timeout, which includes it'),
    )
  }
  return faults
}

const name = z.string().nullable().catch(null)
const unnamed = { id: null, url: null, authority: null, region: null }
const Names = z.object({ id: name, url: name, authority: name, region: name }).catch(unnamed)

/** What of feeds.yaml is checked across feeds and files; whatever else is wrong with an entry, its names can be told right or wrong. */
export const FeedNames = z.object({
  feeds: z.array(
    z.unknown().transform((entry) => {
      const feed = Feed.safeParse(entry)
      // All searches may be asked at one address: theirs is the one with their parameters.
      return { ...Names.parse(entry), ...(feed.success ? { url: feed.data.url } : {}) }
    }),
  ),
})

/** Feeds that stand twice in the file, and authorities and regions that nobody knows. Without the names of authorities, these are left unchecked. */
export function feedFaults(
  { file, text, value: { feeds } }: File<z.output<typeof FeedNames>>,
  authorities: readonly string[] | null,
): Fault[] {
  const at = faultAt(file, text)
  const faults: Fault[] = []
  const lineOf = (index: number) => at(['feeds', index], '').line
  const firstWith = { id: new Map<string, number>(), url: new Map<string, number>() }
  const known = { authority: authorities, region: englishRegions }

  for (const [index, feed] of feeds.entries()) {
    for (const [key, value] of [
      ['id', feed.id],
      ['url', feed.url === null ? null : addressOf(feed.url)],
    ] as const) {
      if (value === null) continue
      const first = firstWith[key].get(value)
      if (first === undefined) firstWith[key].set(value, index)
      else
        faults.push(
          at(
            ['feeds', index, key],
            `expected ${key === 'id' ? 'an id' : 'an address'} of its own; ${feed[key]} is also that of the feed in line ${lineOf(first)}`,
          ),
        )
    }
    for (const key of ['authority', 'region'] as const) {
      const name = feed[key]
      const names: readonly string[] | null = known[key]
      if (name === null || names === null || names.includes(name)) continue
      const wanted = key === 'authority' ? 'an authority of authorities.csv' : `one of the regions ${names.join(', ')}`
      faults.push(at(['feeds', index, key], `expected ${wanted}, found ${name}${didYouMean(name, names)}`))
    }
  }
  return faults
}

/** Two ways to write one address are one feed: `HTTPS://Example.org` and `https://example.org/#news`. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  address.hash = ''
  return address.href
}
