import { expect, it } from 'vitest'
import { createLog } from '../../src/cli/log.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()

it('says what Redis refused, and nothing of what it was asked', async () => {
  const lines: string[] = []
  const log = createLog('info', (line) => lines.push(line))
  await records.redis.set('a-list', 'ann@example.org')
  const refusals = await Promise.allSettled([
    records.redis.lpush('a-list', 'ann@example.org'),
    records.redis.multi().lpush('a-list', 'ann@example.org').call('NO-SUCH-COMMAND', 'ann@example.org').exec(),
  ])
  for (const refusal of refusals) if (refusal.status === 'rejected') log.error({ err: refusal.reason }, 'refused')
  log.error(
    {
      err: new Error('outer', { cause: refusals.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))[0] }),
    },
    'wrapped',
  )
  expect(lines).toHaveLength(3)
  expect(lines[0]).toContain('WRONGTYPE')
  expect(lines.join('')).not.toContain('ann@example.org')
})
