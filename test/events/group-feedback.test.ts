import { expect, test } from 'vitest'
import { toldOf, type Feedback } from '../../src/events/feedback.ts'
import { groupFeedback } from '../../src/events/group-feedback.ts'
import { buildEvent } from '../helpers/build.ts'

const said = (id: string, rule: string, reason: Feedback['reason'], words = ''): Feedback => ({
  at: '2026-03-01T08:00:00.000Z',
  reason,
  words,
  told: toldOf(buildEvent({ id, rule }), 1, () => id),
})

test('what readers say stands by rule and event, that of most readers first', () => {
  const grouped = groupFeedback([
    said('a', 'one', 'twice', 'again!'),
    said('b', 'two', 'authority', 'not us'),
    said('c', 'two', 'other'),
    said('c', 'two', 'other', 'latest'),
    said('c', 'two', 'authority', 'before'),
  ])
  expect(
    grouped.map(({ rule, readers, events }) => [
      rule,
      readers,
      events.map(({ told, readers: of }) => [told.eventId, of]),
    ]),
  ).toEqual([
    [
      'two',
      4,
      [
        ['c', 3],
        ['b', 1],
      ],
    ],
    ['one', 1, [['a', 1]]],
  ])
  expect(grouped[0]?.events[0]).toMatchObject({ reasons: { other: 2, authority: 1 }, words: ['latest', 'before'] })
  expect(groupFeedback([])).toEqual([])
})
