import { rss, visitStory } from '../test/helpers/stories.ts'
import { buildJudgements } from '../test/ratings/build-judgements.ts'
import type { Service } from './service.ts'

/** Grades of inspections, news in the feed, and a reader who was sent a digest of it: what the public pages show. */
export async function makeNews({ app, site, time }: Service): Promise<void> {
  const inspections = [
    ['2026-01-12', { leaders: 'ri', 'help-and-protection': 'i', 'in-care': 'ri', 'care-leavers': 'g' }],
    ['2022-11-07', { leaders: 'g', 'help-and-protection': 'ri', 'in-care': 'g', overall: 'ri' }],
    ['2017-03-06', { leadership: 'ri', 'help-and-protection': 'ri', 'looked-after': 'g', overall: 'ri' }],
  ] as const
  for (const authority of ['Kent', 'Bournemouth, Christchurch and Poole', 'Sandwell'])
    for (const [day, grades] of inspections)
      await app.store.ratings.add(
        buildJudgements(grades, {
          authority,
          inspected: { from: day, to: day },
          published: null,
          source: { kind: 'report', id: `${authority}-${day}`, url: `https://files.ofsted.gov.uk/v1/file/${day}` },
        }),
      )
  await app.subscribe('teller')
  const published = time.now().toISOString()
  const told = ['Kent', 'Leeds', 'Bournemouth, Christchurch and Poole'].map((authority) =>
    visitStory(authority, 2, { published }),
  )
  site.set('/feed', rss(told))
  time.advance(2 * 3_600_000)
  await app.drain()
}
