import { expect, test } from 'vitest'
import { wantsOf } from '../../src/emails/wants-of.ts'
import type { Subscription } from '../../src/events/subscription.ts'
import { buildSubscription } from '../helpers/build.ts'

const rules = new Map([
  ['rating-change', { title: 'Rating change' }],
  ['monitoring-visit', { title: 'Monitoring visit' }],
])
const weekly = { kind: 'weekly', at: '08:00', on: 'monday' } as const

test.each<[Partial<Subscription>, string]>([
  [{ cadence: weekly }, 'everything we watch, on Mondays at 08:00'],
  [
    { authorities: ['Sandwell', 'Wirral'], regions: ['London'], cadence: { kind: 'daily', at: '07:30' } },
    'everything we watch in Sandwell, Wirral and the region London, each day at 07:30',
  ],
  [
    { rules: ['rating-change', 'monitoring-visit'], timeZone: 'Europe/Paris', cadence: weekly },
    '“Rating change” and “Monitoring visit”, on Mondays at 08:00 (Europe/Paris time)',
  ],
  [{ rules: ['renamed-since'] }, '“renamed-since”, as soon as something happens'],
])('%j is wanted as its reader says it', (asked, said) => {
  expect(wantsOf(buildSubscription(asked), rules)).toBe(said)
})
