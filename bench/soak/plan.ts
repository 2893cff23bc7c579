import type { Authority } from '../../src/rules/authorities.ts'
import type { Story } from '../../test/helpers/stories.ts'
import type { Subscription } from '../../src/events/subscription.ts'

/** Something that happens in the world of the soak, and the stories by which feeds tell of it. */
export type Happening = {
  /** What a digest's line is known by: the authority, the rule, and the number of a visit. */
  key: string
  rule: string
  authority: string
  region: string
  stories: { feed: number; minute: number; story: Story }[]
}

export type Plan = {
  happenings: Happening[]
  /** Stories that are no news for us. */
  noise: { feed: number; minute: number; story: Story }[]
  readers: { id: string; subscription: Subscription }[]
}

/** Random numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** How outlets word the same happening; every wording is one that the shipped rules are meant to read. */
export const wordings = {
  'monitoring-visit': (authority: string, number: number): [string, string][] => [
    [
      `Ofsted letter on ${ordinals[number - 1]} monitoring visit to ${authority} children's services`,
      `Ofsted has published the letter from its ${ordinals[number - 1]} monitoring visit to ${authority} Council's children's services.`,
    ],
    [
      `Inspectors make ${ordinals[number - 1]} monitoring visit to ${authority} Council`,
      `Following the ${ordinals[number - 1]} monitoring visit to ${authority} Council's children's services, Ofsted has published its findings.`,
    ],
  ],
  'ministerial-direction': (authority: string): [string, string][] => [
    [
      `Statutory direction for ${authority} children's services`,
      `The Department for Education has issued a statutory direction to ${authority} Council over its children's services.`,
    ],
    [
      `Government issues statutory direction to ${authority} Council`,
      `The education secretary has issued a statutory direction to ${authority} Council because of failings in its children's services.`,
    ],
  ],
  'rating-change': (authority: string): [string, string][] => [
    [
      `${authority} children's services rated inadequate`,
      `Ofsted has rated ${authority} Council's children's services inadequate in a report published today.`,
    ],
    [
      `Ofsted rates ${authority} Council's children's services inadequate`,
      `Children's services at ${authority} Council have been rated inadequate by Ofsted, in a report published today.`,
    ],
  ],
} satisfies Record<string, (authority: string, number: number) => [string, string][]>

const noises: ((authority: string) => [string, string])[] = [
  (authority) => [
    `Bin strike in ${authority} enters third week`,
    `Talks between ${authority} Council & unions have failed again.`,
  ],
  (authority) => [
    `${authority} primary school rated inadequate`,
    `A primary school in ${authority} has been rated inadequate by Ofsted.`,
  ],
  (authority) => [`New café opens in ${authority}`, `The “best” flat white in town – says its owner, at £3.`],
]

export const keyOf = (rule: string, authority: string, number: number): string =>
  rule === 'monitoring-visit' ? `${authority}: ${rule} ${number}` : `${authority}: ${rule}`

type Asked = { seed: number; minutes: number; feeds: number; authorities: Authority[]; start: Date }

/** What happens in the minutes of the soak, who tells of it when, and who wants to hear of what: all from the seed. */
export function makePlan({ seed, minutes, feeds, authorities, start }: Asked): Plan {
  const random = seeded(seed)
  const below = (most: number) => Math.floor(random() * most)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)]
    if (found === undefined) throw new Error('expected something to pick from')
    return found
  }
  const at = (minute: number) => new Date(start.getTime() + minute * 60_000).toISOString()
  const happenings = new Map<string, Happening>()
  const noise: Plan['noise'] = []
  let stories = 0
  const tell = ([title, summary]: [string, string], minute: number, link: string): Story => {
    stories += 1
    return { title, summary, link, guid: `story-${stories}`, published: at(minute) }
  }

  for (let minute = 0; minute < minutes; minute += 1) {
    if (random() < 0.9) {
      const { name, region } = pick(authorities)
      const [rule, wording] = pick(Object.entries(wordings))
      const number = 1 + below(ordinals.length)
      const key = keyOf(rule, name, number)
      const told = [...Array(feeds).keys()].filter(() => random() < 0.25)
      if (told.length === 0) told.push(below(feeds))
      // Some outlets print what another did, under its link.
      const shared = random() < 0.3
      const happening = happenings.get(key) ?? { key, rule, authority: name, region: region ?? '', stories: [] }
      if (happenings.has(key)) continue
      for (const feed of told) {
        const outlet = shared ? 'agency' : `outlet-${feed}`
        const when = minute + below(Math.min(20, minutes - minute))
        const link = `https://${outlet}.example/${rule}/${encodeURIComponent(name)}/${number}`
        happening.stories.push({ feed, minute: when, story: tell(pick(wording(name, number)), when, link) })
      }
      happenings.set(key, happening)
    }
    for (let count = below(3); count > 0; count -= 1) {
      const words = pick(noises)(pick(authorities).name)
      noise.push({ feed: below(feeds), minute, story: tell(words, minute, `https://noise.example/${stories}`) })
    }
  }
  return { happenings: [...happenings.values()], noise, readers: makeReaders(random, authorities) }
}

function makeReaders(random: () => number, authorities: Authority[]): Plan['readers'] {
  const some = <T>(from: readonly T[], share: number) => from.filter(() => random() < share)
  const regions = [...new Set(authorities.flatMap(({ region }) => (region === null ? [] : [region])))]
  const cadences: Subscription['cadence'][] = [
    { kind: 'immediate' },
    { kind: 'daily', at: '08:00' },
    { kind: 'weekly', at: '07:30', on: 'thursday' },
  ]
  return Array.from({ length: 25 }, (_, index) => ({
    id: `reader-${index}`,
    subscription: {
      id: 'one',
      authorities: index % 3 === 1 ? some(authorities, 0.3).map(({ name }) => name) : null,
      regions: index % 3 === 2 ? some(regions, 0.5) : null,
      rules: index % 4 === 3 ? some(Object.keys(wordings), 0.5) : null,
      cadence: cadences[index % 5 < 3 ? 0 : (index % 5) - 2] ?? { kind: 'immediate' },
      timeZone: 'Europe/London',
    },
  }))
}

/** What a reader must be told, in the order of the alphabet. */
export const wantedBy = ({ authorities, regions, rules }: Subscription, happenings: Happening[]): string[] =>
  happenings
    .filter(
      ({ authority, region, rule }) =>
        (rules === null || rules.includes(rule)) &&
        (authorities === null || authorities.includes(authority)) &&
        (regions === null || regions.includes(region)),
    )
    .map(({ key }) => key)
    .sort()
