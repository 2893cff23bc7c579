import type { Redis } from 'ioredis'
import { Provider, Round } from './crawl.ts'
import type { OfstedFile } from './files.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'
import { settleProvider } from './settle-provider.ts'

/** A provider that is still to be asked, and how often it was asked in this round to no avail. */
export type Due = { urn: string; failures: number }

/** Whose turn it is, in one number: those that failed come after all others. */
const perFailure = 100_000

const openRound = script(`
redis.call('SET', KEYS[1], arg.round)
redis.call('DEL', KEYS[3])
for _, provider in ipairs(arg.providers) do redis.call('HSET', KEYS[2], provider.urn, provider.json) end
for i, urn in ipairs(arg.due) do redis.call('ZADD', KEYS[3], i, urn) end
return 1
`)

const putOff = script(`
if not redis.call('ZSCORE', KEYS[2], arg.urn) then return 0 end
redis.call('ZINCRBY', KEYS[2], arg.perFailure, arg.urn)
if arg.provider then
  redis.call('HSET', KEYS[1], arg.urn, arg.provider)
  redis.call('ZREM', KEYS[2], arg.urn)
end
return 1
`)

/** Rounds through Ofsted's report site: what is still to be asked is a record, so that whoever comes next goes on with it. */
export type CrawlStore = ReturnType<typeof createCrawlStore>

export function createCrawlStore(redis: Redis) {
  const keysOf = (feedId: string) => [keys.crawl(feedId), keys.crawlProviders(feedId), keys.crawlDue(feedId)]
  return {
    /** The last round, or the one under way; null before the first listing was read. */
    async round(feedId: string): Promise<Round | null> {
      const json = await redis.get(keys.crawl(feedId))
      return json === null ? null : Round.parse(JSON.parse(json))
    },
    /** Providers that this round still has to ask, in their order. */
    async due(feedId: string): Promise<Due[]> {
      const found = await redis.zrange(keys.crawlDue(feedId), '0', '-1', 'WITHSCORES')
      const due: Due[] = []
      for (let at = 0; at < found.length; at += 2)
        due.push({ urn: found[at] ?? '', failures: Math.floor(Number(found[at + 1]) / perFailure) })
      return due
    },
    async providers(feedId: string): Promise<Map<string, Provider>> {
      const found = await redis.hgetall(keys.crawlProviders(feedId))
      return new Map(Object.entries(found).map(([urn, json]) => [urn, Provider.parse(JSON.parse(json))]))
    },
    /** Begins a round, in one step: the providers as they are listed now, and which of them are to be asked. */
    async open(feedId: string, round: Round, providers: Provider[], due: string[]): Promise<void> {
      const listed = providers.map((provider) => ({ urn: provider.urn, json: JSON.stringify(provider) }))
      await openRound(redis, keysOf(feedId), { round: JSON.stringify(round), providers: listed, due })
    },
    /** A provider's page was read, or had not changed: its files are listed and it has had its turn, in one step. Says which files are to be read. */
    settle: (feedId: string, provider: Provider, files: OfstedFile[], now: Date): Promise<string[]> =>
      settleProvider(redis, { feedId, provider, files, now }),
    /** A provider could not be asked: its turn comes again after all others, or in a later round where `fault` ends this one for it. */
    async putOff(feedId: string, urn: string, fault: Provider | null): Promise<void> {
      await putOff(redis, [keys.crawlProviders(feedId), keys.crawlDue(feedId)], {
        urn,
        perFailure,
        provider: fault === null ? false : JSON.stringify(fault),
      })
    },
    /** The round is done, as it stands in the records. */
    async finish(feedId: string, now: Date): Promise<Round> {
      const round = await this.round(feedId)
      if (round === null) throw new Error(`expected a round of ${feedId} under way, found none`)
      const finished = { ...round, finished: now.toISOString() }
      await redis.set(keys.crawl(feedId), JSON.stringify(finished))
      return finished
    },
  }
}
