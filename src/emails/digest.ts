import type { Digest } from '../events/digest.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { digestHtml } from './digest-html.ts'
import { details, digestLines, type DigestLine } from './digest-lines.ts'
import { digestText } from './digest-text.ts'
import type { Mail } from './mail.ts'
import { plain, shorten } from './plain.ts'
import { sentBytes } from './sent-bytes.ts'
import type { Untold } from './wording.ts'

export type DigestMail = {
  digest: Digest
  rules: ReadonlyMap<string, RuleFacts>
  links: {
    unsubscribe: string
    manage: string | null
    /** The page of this digest, which holds every event of it and leads to the digests that follow. */
    edition: string | null
    /** Where a reader says that an event is wrong; null where nobody asks. */
    feedback: ((eventId: string) => string) | null
  }
  serviceName: string
}

/**
 * Gmail cuts a message at 102 kB (102,400 or more bytes) of HTML. Some who tried find that as sent, some as read: what is sent is never less.
 * What is left is room for what mail servers add.
 */
const mostSentBytes = 100_000

/** Longest subject that phones and lists show in a useful part. */
const mostSubject = 120

/**
 * A digest as a mail: what happened in one sentence each, the sentence that says so, and every source. Text and HTML are written as two, and
 * hold the same. Past Gmail's limit events are told more shortly; where that is not enough, the last of them are counted in "and 14 more".
 */
export function renderDigest(props: DigestMail): Mail & { html: string } {
  const subject = subjectOf(props)
  const { lines, html, untold } = fit(props, subject)
  return { subject, html, text: digestText(props, lines, untold) }
}

/** So many have room however long their names are (digest-lines.ts bounds them): most digests need not be written to know it. */
const surelyFit = 20

/** How many events of a digest have room in its mail, told as shortly as may be. */
export const mostThatFit = (props: DigestMail): number =>
  props.digest.events.length <= surelyFit ? props.digest.events.length : fit(props, subjectOf(props)).lines.length

function fit(props: DigestMail, subject: string): { lines: DigestLine[]; html: string; untold: Untold } {
  const { events, more } = props.digest
  // More than one where it does not fit.
  const fullness = (html: string) => sentBytes(html) / mostSentBytes
  let lines: DigestLine[] = []
  let html = ''
  const untold = () => ({ cut: events.length - lines.length, following: more })
  for (const detail of details) {
    lines = digestLines(props, detail)
    html = digestHtml(props, lines, untold(), subject)
    if (fullness(html) <= 1) break
  }
  while (fullness(html) > 1 && lines.length > 1) {
    lines = lines.slice(0, Math.max(1, Math.floor(lines.length * Math.min(0.95, 1 / fullness(html)))))
    html = digestHtml(props, lines, untold(), subject)
  }
  return { lines, html, untold: untold() }
}

/** The most severe event, and how many others there are: what both ends of a long one must leave room for. */
export function subjectOf({ digest, rules, serviceName }: Omit<DigestMail, 'links'>): string {
  const [first, ...rest] = digestLines({ digest, rules }, 'barest')
  if (first === undefined) return shorten(plain(serviceName), mostSubject)
  const others = rest.length + digest.more
  const tail = others === 0 ? '' : `, and ${others} more`
  const said = first.isUpdate ? `Update: ${first.headline}` : first.headline
  return shorten(said, mostSubject - tail.length) + tail
}
