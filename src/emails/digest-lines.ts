import { DateTime } from 'luxon'
import type { Digest, DigestEvent } from '../events/digest.ts'
import type { EventSource } from '../events/event.ts'
import { headline } from '../events/headline.ts'
import type { RuleFacts } from '../rules/rule.ts'

/** How much is said of each event. */
export const details = ['full', 'short', 'shortest', 'barest'] as const
type Detail = (typeof details)[number]

/** One event, in the words of the digest; both forms of the mail are written from it. */
export type DigestLine = {
  authority: string
  headline: string
  rule: string
  isUpdate: boolean
  /** The sentence that says so, and who wrote it. */
  quote: { sentence: string; outlet: string } | null
  sources: { outlet: string; title: string; date: string; url: string | null }[]
  /** Sources that are only counted. */
  moreSources: number
}

const limits: Record<Detail, { quote: number; title: number; sources: number }> = {
  full: { quote: 300, title: 160, sources: 12 },
  short: { quote: 140, title: 80, sources: 3 },
  shortest: { quote: 0, title: 60, sources: 1 },
  barest: { quote: 0, title: 0, sources: 0 },
}

export function digestLines(
  { digest, rules }: { digest: Digest; rules: ReadonlyMap<string, RuleFacts> },
  detail: Detail,
): DigestLine[] {
  return digest.events.map((event) => lineOf(event, digest, rules, detail))
}

function lineOf(
  { event, kind }: DigestEvent,
  { timeZone }: Digest,
  rules: ReadonlyMap<string, RuleFacts>,
  detail: Detail,
): DigestLine {
  const { quote, title, sources } = limits[detail]
  const rule = rules.get(event.rule)
  const best = event.sources.toSorted((a, b) => b.score - a.score)[0]
  const sentence = best?.evidence[0]?.sentence
  return {
    authority: event.authority,
    headline: rule === undefined ? `${event.authority}: ${event.rule}` : headline(rule, event.authority, event.fields),
    rule: rule?.title ?? event.rule,
    isUpdate: kind === 'update',
    quote:
      sentence === undefined || best === undefined || quote === 0
        ? null
        : { sentence: shorten(plain(sentence), quote), outlet: plain(best.outlet) },
    sources: event.sources.slice(0, sources).map((source) => sourceOf(source, timeZone, title)),
    moreSources: Math.max(0, event.sources.length - sources),
  }
}

function sourceOf(
  { outlet, title, published, joined, url }: EventSource,
  timeZone: string,
  mostTitle: number,
): DigestLine['sources'][number] {
  return {
    outlet: plain(outlet),
    title: shorten(plain(title), mostTitle),
    date: dayOf(published ?? joined, timeZone),
    url: isWebAddress(url) ? url : null,
  }
}

/** A date as people say it, in the reader's zone. */
export const dayOf = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy')

const isWebAddress = (url: string | null): url is string =>
  url !== null && url.length <= 2000 && /^https?:\/\/[^\s<>"]+$/i.test(url)

/** One line, without characters that reorder or hide text. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2028\u2029\u2060-\u2069\uFEFF]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()

/** Cuts at a word, and says so. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
