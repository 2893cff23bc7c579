import { expect, test } from 'vitest'
import { connectionLog } from '../../src/store/connection-log.ts'

const refused = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })

test('a Redis that is away is one line, and one a minute while it stays away, without stacks', () => {
  const lines: unknown[][] = []
  let now = 0
  const note = connectionLog({ warn: (...line: unknown[]) => void lines.push(line) }, () => now)
  for (let second = 0; second < 130; second += 1) {
    now = second * 1000
    for (let connection = 0; connection < 7; connection += 1) note(refused())
  }
  expect(lines).toHaveLength(3)
  expect(lines[0]).toEqual([
    { reason: 'connect ECONNREFUSED 127.0.0.1:1' },
    expect.stringContaining('Redis cannot be reached'),
  ])
})

test('an error of another kind is told each time, as it is', () => {
  const lines: unknown[][] = []
  const note = connectionLog({ warn: (...line: unknown[]) => void lines.push(line) })
  const bug = new Error('ERR unknown script')
  for (let count = 0; count < 3; count += 1) note(bug)
  expect(lines).toEqual(Array.from({ length: 3 }, () => [{ err: bug }, 'redis connection']))
})
