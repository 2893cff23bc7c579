import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Provider } from './crawl.ts'
import { fileStates, graceMs, type OfstedFile } from './files.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** KEYS: the round, its providers, those still due; the sets of files by state; the files. */
const settle = script(`
local sets, files = 3, 3 + #arg.states
local function setOf(state)
  for i, name in ipairs(arg.states) do if name == state then return KEYS[sets + i] end end
end
redis.call('HSET', KEYS[2], arg.urn, arg.provider)
redis.call('ZREM', KEYS[3], arg.urn)
local round = cjson.decode(redis.call('GET', KEYS[1]))
local fresh, wanted = 0, {}
for i, listed in ipairs(arg.files) do
  local key = KEYS[files + i]
  local state = redis.call('HGET', key, 'state')
  if not state then
    redis.call('HSET', key, 'listed', arg.now, 'baseline', round.isFirst and 1 or 0)
    fresh = fresh + 1
  end
  if not state or redis.call('HGET', key, 'named') ~= listed.named then
    redis.call('HSET', key, 'file', listed.file, 'named', listed.named, 'state', listed.state, 'attempts', 0)
    redis.call('HDEL', key, 'begun', 'reason')
    if state then redis.call('ZREM', setOf(state), listed.number) end
    redis.call('ZADD', setOf(listed.state), listed.state == 'listed' and arg.askAgain or arg.now, listed.number)
    if listed.state == 'listed' then table.insert(wanted, listed.number) end
  elseif state ~= 'read' then
    -- Where it is to be had from is what its page says today.
    redis.call('HSET', key, 'file', listed.file)
  end
end
if fresh > 0 then
  round.fresh = round.fresh + fresh
  redis.call('SET', KEYS[1], cjson.encode(round))
end
return wanted
`)

type Settled = { feedId: string; provider: Provider; files: OfstedFile[]; now: Date }

/** Writes a provider that had its turn and the files on its page: a file that is new, or that is called or dated otherwise than before, is to be read. */
export async function settleProvider(redis: Redis, { feedId, provider, files, now }: Settled): Promise<string[]> {
  const wanted = await settle(
    redis,
    [
      keys.crawl(feedId),
      keys.crawlProviders(feedId),
      keys.crawlDue(feedId),
      ...fileStates.map(keys.files),
      ...files.map(({ number }) => keys.file(number)),
    ],
    {
      urn: provider.urn,
      provider: JSON.stringify(provider),
      states: fileStates,
      now: now.getTime(),
      askAgain: now.getTime() + graceMs,
      files: files.map((file) => ({
        number: file.number,
        file: JSON.stringify(file),
        named: `${file.title}|${file.published ?? ''}`,
        state: file.kind === 'other' ? 'other' : 'listed',
      })),
    },
  )
  return z.array(z.string()).parse(wanted)
}
