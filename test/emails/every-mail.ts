import { renderConfirmation } from '../../src/emails/confirmation.ts'
import { renderDigest, type DigestMail } from '../../src/emails/digest.ts'
import type { Mail } from '../../src/emails/mail.ts'
import { renderManageLink } from '../../src/emails/manage-link.ts'
import type { Digest, DigestEvent } from '../../src/events/digest.ts'
import type { ReportFacts } from '../../src/events/report-facts.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { rulesOf } from '../rules/shipped.ts'

const { facts: rules } = rulesOf()
const site = 'https://alerts.example.org'
const asked = '29 March 2026 at 09:12, from the network 192.0.2.0/24,'
const good = '7 days, until 5 April 2026 at 09:12'

export const buildDigest = (overrides: Partial<Digest> = {}): Digest => ({
  subscriberId: 'ann',
  window: 'daily-2026-03-29',
  cadence: 'daily',
  timeZone: 'Europe/London',
  frozen: '2026-03-29T07:00:00.000Z',
  events: [],
  more: 0,
  failedFeeds: [],
  ...overrides,
})

/** A digest with links to everything, in the words of the shipped rules. */
export const buildDigestMail = (digest: Partial<Digest>): DigestMail => ({
  digest: buildDigest(digest),
  rules,
  serviceName: 'Ofsted alerts',
  links: {
    unsubscribe: `${site}/unsubscribe/token`,
    manage: `${site}/manage/token`,
    edition: `${site}/digests/token`,
    feedback: (eventId) => `${site}/feedback/${eventId}`,
  },
})

const event = (overrides: Parameters<typeof buildEvent>[0]): DigestEvent => ({
  known: null,
  event: buildEvent(overrides),
})

const sandwell = event({
  sources: [
    buildSource(),
    buildSource({ itemId: 'star', outlet: 'Express & Star', title: 'Still failing', url: 'https://star.example/1' }),
  ],
})

/** An event of which its reader knew less. */
export const updated: DigestEvent = {
  known: 1,
  event: buildEvent({
    id: 'wirral',
    authority: 'Wirral',
    rule: 'monitoring-visit',
    fields: { number: 7 },
    revision: 2,
    history: [
      { revision: 1, fields: { number: null } },
      { revision: 2, fields: { number: 7 } },
    ],
  }),
}

const trafford: ReportFacts = {
  kind: 'inspection',
  file: '50300000',
  day: '2026-06-08',
  moves: [
    { area: 'leaders', kind: 'declined', from: 'requires-improvement', to: 'inadequate' },
    { area: 'help-and-protection', kind: 'unchanged', from: 'requires-improvement', to: 'requires-improvement' },
    { area: 'in-care', kind: 'improved', from: 'requires-improvement', to: 'good' },
    { area: 'care-leavers', kind: 'new', from: null, to: 'outstanding' },
  ],
  inspections: [
    {
      authority: 'Trafford',
      day: '2026-06-08',
      grades: {
        leaders: 'inadequate',
        'help-and-protection': 'requires-improvement',
        'in-care': 'good',
        'care-leavers': 'outstanding',
      },
    },
    {
      authority: 'Trafford',
      day: '2022-11-21',
      grades: { leaders: 'requires-improvement', 'in-care-and-care-leavers': 'good', overall: 'requires-improvement' },
    },
    { authority: 'Greater Trafford', day: '2012-03-02', grades: { overall: 'adequate' } },
  ],
  since: null,
}

/** An event of which Ofsted's own report tells. */
export const reported = event({
  id: 'trafford',
  authority: 'Trafford',
  fields: { rating: null, direction: 'mixed' },
  sources: [
    buildSource({ itemId: 'bbc', title: 'Trafford told to do better' }),
    buildSource({ itemId: 'file', outlet: 'Ofsted', title: 'Trafford: inspection', score: 100, report: trafford }),
  ],
})

/** As many events as one asks for, each told at great length by many. */
export const many = (count: number): DigestEvent[] =>
  Array.from({ length: count }, (_, index) =>
    event({
      id: `e${index}`,
      authority: ['Kent', 'Leeds', 'Bournemouth, Christchurch and Poole', 'Bristol, City of'][index % 4] ?? '',
      sources: Array.from({ length: 8 }, (__, source) =>
        buildSource({
          itemId: `${index}-${source}`,
          outlet: `Outlet ${source}`,
          title: 'Council’s services “inadequate”, inspectors say '.repeat(6),
          url: `https://news.example/${index}/${source}/${'a-long-path/'.repeat(10)}`,
          evidence: [
            { sentence: 'Inspectors found that children were left at risk. '.repeat(20), start: 0, end: 1, why: '' },
          ],
        }),
      ),
    }),
  )

/** Every mail that the program writes, by name; of digests each kind that looks different. */
export const everyMail: Record<string, Mail> = {
  confirmation: renderConfirmation({
    confirmLink: `${site}/confirm/${'x'.repeat(160)}`,
    serviceName: 'Ofsted alerts',
    wants: 'everything we watch in Sandwell, each day at 08:00',
    asked,
    good,
  }),
  'manage-link': renderManageLink({
    manageLink: `${site}/manage/${'x'.repeat(160)}`,
    isSubscribed: true,
    serviceName: 'Ofsted alerts',
    asked,
    good,
  }),
  'manage-link-after-leaving': renderManageLink({
    manageLink: `${site}/manage/${'x'.repeat(160)}`,
    isSubscribed: false,
    serviceName: 'Ofsted alerts',
    asked,
    good,
  }),
  digest: renderDigest(
    buildDigestMail({
      events: [sandwell, reported, updated],
      more: 14,
      failedFeeds: [
        { name: 'BBC Kent', lastOk: '2026-03-27T10:00:00.000Z' },
        { name: 'LGC', lastOk: null },
      ],
    }),
  ),
  'digest-of-one': renderDigest(buildDigestMail({ events: [sandwell], cadence: 'immediate' })),
  'digest-of-an-update': renderDigest(buildDigestMail({ events: [updated] })),
  'digest-of-a-report': renderDigest(buildDigestMail({ events: [reported] })),
  'digest-of-60': renderDigest(buildDigestMail({ events: many(60), cadence: 'weekly' })),
  'digest-of-300': renderDigest(buildDigestMail({ events: many(300), cadence: 'weekly' })),
}
