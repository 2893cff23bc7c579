import { z } from 'zod'
import { Duration } from './duration.ts'

/** Without a pause, a feed would be asked on and on. */
const shortestMs = 1000

/** One entry of `config/feeds.yaml`. */
export const Feed = z.strictObject({
  /** Short, stable name: the record of what was seen hangs on it. Letters, digits and hyphens. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens, such as bbc-kent'),
  /** The outlet, as digests name it. */
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
  kind: z.enum(['rss', 'ofsted-reports']).default('rss'),
  enabled: z.boolean().default(true),
  /** The region most of its news is about, for people who look at the list. */
  region: z.string().nullable().default(null),
  /** The one authority it is about (a council's own news), where it is about one. */
  authority: z.string().nullable().default(null),
  /** A fixed interval; without it the interval adapts to how often the feed has news. */
  interval: Duration.refine((ms) => ms >= shortestMs, 'expected at least 1s')
    .nullable()
    .default(null),
  /** Whether the feed carries whole articles. */
  full_text: z.boolean().default(false),
  /** Which articles behind links are fetched: those whose title or summary holds a cue, all, or none. */
  read: z.enum(['relevant', 'always', 'never']).default('relevant'),
})
export type Feed = z.output<typeof Feed>

/** `config/feeds.yaml`. */
export const FeedsFile = z.strictObject({ feeds: z.array(Feed) })
export type FeedsFile = z.output<typeof FeedsFile>
