import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { TimeOfDay } from '../events/subscription.ts'
import { weekdays } from '../events/times.ts'
import { Duration } from './duration.ts'
import { snsHostOf } from './sns-topic.ts'

/** IANA name of a time zone that this Node.js knows. */
export const TimeZone = z.string().refine(knowsZone, 'expected a time zone such as Europe/London')

/** `config/settings.yaml`. Every key may be left out; the defaults here are the documentation's. All lengths of time are in milliseconds once read. */
export const Settings = z.strictObject({
  /** Zone of subscribers who chose none. */
  time_zone: TimeZone.default('Europe/London'),
  digests: z
    .strictObject({
      /** Local time of daily and weekly digests for those who chose none. */
      at: TimeOfDay.default('08:00'),
      /** Day of weekly digests for those who chose none. */
      weekly_on: z.enum(weekdays).default('monday'),
      /** How long an immediate alert waits, so that sources gather. */
      gather: Duration.prefault('5m'),
      /** More events than this make a further digest, sent right after. */
      most_events: z.number().int().min(1).max(300).default(300),
    })
    .prefault({}),
  polling: z
    .strictObject({
      /** Bounds of the adaptive interval of a feed that names none. */
      shortest: Duration.prefault('15m'),
      longest: Duration.prefault('6h'),
      /** Least time between two requests to one host. */
      host_spacing: Duration.prefault('2s'),
      /** The same while the pages and files of Ofsted's report site are gone through. */
      crawl_spacing: Duration.prefault('5s'),
      /** Items older than this when a new feed is first polled are recorded and never mailed; `null` mails all of them. */
      first_poll_reach: Duration.nullable().prefault('3d'),
      /** The same for items that turn up later in a known feed. */
      later_reach: Duration.nullable().prefault('30d'),
      /** A feed that has failed for this long is named in digests. */
      failing_after: Duration.prefault('1d'),
    })
    .prefault({}),
  network: z
    .strictObject({
      /** Sent with every request: who we are and how to reach us. */
      user_agent: z.string().min(1).default('ofsted-alerts (+https://github.com/ofsted-alerts/ofsted-alerts)'),
      /** Private addresses that may be fetched all the same, as CIDR ranges; none by default. */
      allow: z
        .array(z.string().refine(isRange, 'expected a range of addresses such as 10.1.2.0/24 or fd00::/8'))
        .default([]),
      connect_timeout: Duration.prefault('10s'),
      total_timeout: Duration.prefault('30s'),
      /** Bytes, after unpacking. */
      most_feed_bytes: z.number().int().min(1024).default(5_000_000),
      most_page_bytes: z.number().int().min(1024).default(3_000_000),
      /** Bytes of a report. */
      most_file_bytes: z.number().int().min(1024).default(20_000_000),
      most_redirects: z.number().int().min(0).max(20).default(5),
      /** Entries taken from one answer of a feed; the rest are counted as left out and reported. */
      most_entries: z.number().int().min(1).default(2000),
    })
    .prefault({}),
  reading: z
    .strictObject({
      /** An article is fetched only if title or summary holds one of these (case ignored), for feeds with `read: relevant`. */
      cues: z
        .array(z.string())
        .default([
          'child',
          'ofsted',
          'social services',
          'social care',
          'social work',
          'safeguard',
          'council',
          'commissioner',
          'inadequate',
          'inspect',
          'resign',
          'confidence',
          'trust',
          'minister',
          'government',
          'improvement',
          'director',
          'mayor',
          'leader',
        ]),
      /** A feed's own text of at least this many characters counts as the full article. */
      full_text_from: z.number().int().min(100).default(1500),
      /** Characters of a document kept and read. */
      most_characters: z.number().int().min(1000).default(200_000),
    })
    .prefault({}),
  govuk: z
    .strictObject({
      /** Where pages of www.gov.uk are read from: an address to which a page's path is added. */
      content_api: z
        .url({ protocol: /^https?$/, error: 'expected an http or https address' })
        .default('https://www.gov.uk/api/content'),
      /** How far back a search is asked at its first poll. */
      first_search: Duration.prefault('30d'),
      /** How far a later poll reaches back behind the newest page seen: pages come to the index late, and out of order. */
      search_overlap: Duration.prefault('2d'),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** Messages a minute, for the whole system. */
      per_minute: z.number().int().min(1).default(600),
      connections: z.number().int().min(1).max(50).default(5),
      /** Longest time for one message, from connecting to the answer. */
      timeout: Duration.prefault('90s'),
      /** What happens to a message whose fate is not known after a crash. */
      uncertain: z.enum(['resend', 'hold']).default('resend'),
      /** A message refused for now is tried again at growing intervals, for this long. */
      give_up_after: Duration.prefault('2d'),
    })
    .prefault({}),
  bounces: z
    .strictObject({
      /** What comes back for now puts off the subscriber's mail this long, twice as long after each further one in a row. */
      first_wait: Duration.prefault('6h'),
      longest_wait: Duration.prefault('4d'),
      /** So many in a row, over at least this long, suspend the subscriber. */
      most_in_a_row: z.number().int().min(1).max(100).default(5),
      over: Duration.prefault('7d'),
    })
    .prefault({}),
  web: z
    .strictObject({
      /** Proxies in front of the pages, as CIDR ranges: what they say of who asks (X-Forwarded-For) is believed. */
      trusted_proxies: z
        .array(z.string().refine(isRange, 'expected a range of addresses such as 10.1.2.0/24 or fd00::/8'))
        .default(['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      ses: z
        .strictObject({
          /** Topics of Amazon SNS whose posts about bounces are believed; with none, the endpoint is not there. */
          topics: z
            .array(
              z
                .string()
                .refine(
                  (arn) => snsHostOf(arn) !== null,
                  'expected the ARN of a standard SNS topic, such as arn:aws:sns:eu-west-2:123456789012:bounces',
                ),
            )
            .default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  retention: z
    .strictObject({
      items: Duration.prefault('400d'),
      documents: Duration.prefault('120d'),
      deliveries: Duration.prefault('90d'),
      audit: Duration.prefault('800d'),
    })
    .prefault({}),
  worker: z
    .strictObject({
      /** How often the records are asked what is due or missing. */
      sweep: Duration.prefault('30s'),
      /** Time that running jobs get after SIGTERM. */
      drain: Duration.prefault('25s'),
    })
    .prefault({}),
})
export type Settings = z.output<typeof Settings>

function knowsZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function isRange(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}
