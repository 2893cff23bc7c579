import { z } from 'zod'
import { Duration } from './duration.ts'
import { searchApi, SearchParameters, searchUrl } from './govuk-search.ts'

/** Without a pause, a feed would be asked on and on. */
const shortestMs = 1000

/** The children's services of all local authorities, a hundred to a page, which is the most that the site gives. */
const ofstedListing =
  'https://reports.ofsted.gov.uk/search?q=&location=&lat=&lon=&radius=&level_1_types=3&level_2_types[]=12&start=0&rows=100'

const shared = {
  /** Short, stable name: the record of what was seen hangs on it. Letters, digits and hyphens. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens, such as bbc-kent'),
  /** The outlet, as digests name it. */
  name: z.string().min(1),
  enabled: z.boolean().default(true),
  /** The region most of its news is about, for people who look at the list. */
  region: z.string().nullable().default(null),
  /** The one authority it is about (a council's own news), where it is about one. */
  authority: z.string().nullable().default(null),
  /** A fixed interval; without it the interval adapts to how often the feed has news. */
  interval: Duration.refine((ms) => ms >= shortestMs, 'expected at least 1s')
    .nullable()
    .default(null),
}

/** Which articles behind links are fetched: those whose title or summary holds a cue, all, or none. */
const Read = z.enum(['relevant', 'always', 'never']).default('relevant')

const Address = z.url({ protocol: /^https?$/, error: 'expected an http or https address' })

/** RSS, Atom or JSON Feed at an address. */
export const RssFeed = z.strictObject({
  ...shared,
  // A default would not be seen by the union of kinds.
  kind: z
    .literal('rss')
    .optional()
    .transform(() => 'rss' as const),
  url: Address,
  read: Read,
  /** Whether the feed carries whole articles. */
  full_text: z.boolean().default(false),
})
export type RssFeed = z.output<typeof RssFeed>

/** A search of GOV.UK, asked for all that is new since the last poll. */
export const GovukSearchFeed = z
  .strictObject({
    ...shared,
    kind: z.literal('govuk-search'),
    /** Where the search API answers. */
    url: Address.default(searchApi),
    read: Read,
    search: SearchParameters,
  })
  // From here on its address is that of the whole search.
  .transform((feed) => ({ ...feed, url: searchUrl(feed.url, feed.search) }))
export type GovukSearchFeed = z.output<typeof GovukSearchFeed>

/** Ofsted's report site, which has no feed: its pages are gone through, and every report on them is read. */
export const OfstedReportsFeed = z.strictObject({
  ...shared,
  kind: z.literal('ofsted-reports'),
  /** Of the search that lists the providers. */
  url: Address.default(ofstedListing),
})
export type OfstedReportsFeed = z.output<typeof OfstedReportsFeed>

/** One entry of `config/feeds.yaml`: a feed of one of the kinds; without `kind` it is an `rss` feed. */
export const Feed = z.discriminatedUnion('kind', [RssFeed, GovukSearchFeed, OfstedReportsFeed], {
  error: 'expected a kind of feed: rss, govuk-search or ofsted-reports',
})
export type Feed = z.output<typeof Feed>

/** A feed that tells what is new in one answer, or a few. */
export type AnsweringFeed = Exclude<Feed, OfstedReportsFeed>

/** `config/feeds.yaml`. */
export const FeedsFile = z.strictObject({ feeds: z.array(Feed) })
export type FeedsFile = z.output<typeof FeedsFile>
