import { script } from './script.ts'

/** Writes entries of one feed: which are new, which are changed, and which are the same. Of those with work to do it keeps the reminders. */
export const recordItems = script(`
local function isRevised(key, updated)
  if not updated then return false end
  -- A record that cannot be read is written anew.
  local readable, known = pcall(cjson.decode, redis.call('HGET', key, 'item') or '')
  if not readable or type(known) ~= 'table' then return true end
  return type(known.updated) == 'string' and updated > known.updated
end
local outcome = {}
for i, entry in ipairs(arg.entries) do
  local key = KEYS[3 + i]
  local seen = redis.call('HGET', key, 'seen:' .. arg.feedId)
  if redis.call('EXISTS', key) == 0 then
    redis.call('HSET', key, 'item', entry.json, 'state', entry.state, 'revision', 1, 'attempts', 0, 'recorded', arg.now,
      'seen:' .. arg.feedId, entry.hash)
    redis.call('ZADD', KEYS[1], arg.now, entry.id)
    if entry.state == 'recorded' then redis.call('ZADD', KEYS[2], arg.now, entry.id) end
    outcome[i] = 'new'
  elseif not seen then
    -- Another feed carries the same article: no second item, and its wording is no change of ours.
    redis.call('HSET', key, 'seen:' .. arg.feedId, entry.hash)
    redis.call('ZADD', KEYS[1], 'XX', arg.now, entry.id)
    outcome[i] = 'same'
    if entry.state == 'recorded' and redis.call('HGET', key, 'state') == 'old' then
      -- Too old for the feed that showed it first, but news for this one.
      redis.call('HSET', key, 'item', entry.json, 'state', 'recorded', 'attempts', 0)
      redis.call('ZADD', KEYS[2], arg.now, entry.id)
      outcome[i] = 'new'
    elseif entry.state == 'recorded' and isRevised(key, entry.updated) then
      -- It is the first to tell that the page was revised.
      redis.call('HSET', key, 'item', entry.json, 'state', 'recorded', 'attempts', 0)
      redis.call('HINCRBY', key, 'revision', 1)
      redis.call('ZREM', KEYS[3], entry.id)
      redis.call('ZADD', KEYS[2], arg.now, entry.id)
      outcome[i] = 'changed'
    end
  elseif seen ~= entry.hash and not entry.isDated and redis.call('HGET', key, 'state') == 'old' then
    -- Nothing says that the change is from our time.
    redis.call('HSET', key, 'item', entry.json, 'seen:' .. arg.feedId, entry.hash)
    redis.call('ZADD', KEYS[1], 'XX', arg.now, entry.id)
    outcome[i] = 'same'
  elseif seen ~= entry.hash then
    redis.call('HSET', key, 'item', entry.json, 'state', entry.state, 'attempts', 0, 'seen:' .. arg.feedId, entry.hash)
    redis.call('HINCRBY', key, 'revision', 1)
    redis.call('ZADD', KEYS[1], 'XX', arg.now, entry.id)
    redis.call('ZREM', KEYS[3], entry.id)
    if entry.state == 'recorded' then redis.call('ZADD', KEYS[2], arg.now, entry.id) else redis.call('ZREM', KEYS[2], entry.id) end
    outcome[i] = 'changed'
  else
    redis.call('ZADD', KEYS[1], 'XX', arg.now, entry.id)
    outcome[i] = 'same'
  end
end
return outcome
`)
