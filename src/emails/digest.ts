import type { Digest } from '../events/digest.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { digestHtml } from './digest-html.ts'
import { details, digestLines, type DigestLine } from './digest-lines.ts'
import { digestText } from './digest-text.ts'
import type { Mail } from './mail.ts'

export type DigestMail = {
  digest: Digest
  rules: ReadonlyMap<string, RuleFacts>
  links: { unsubscribe: string; manage: string | null; more: string | null }
  serviceName: string
}

/** Gmail cuts a message at 102 kB of HTML; what is left is room for the mail server's own additions. */
const mostHtmlBytes = 95_000

/** Longest subject that phones and lists show in a useful part. */
const mostSubject = 120

/**
 * A digest as a mail: what happened in one sentence each, the sentence that says so, and every source. Text and HTML are written as two, and
 * hold the same. Past Gmail's limit events are told more shortly, never left out.
 */
export function renderDigest(props: DigestMail): Mail {
  const subject = subjectOf(props)
  let lines: DigestLine[] = []
  let html = ''
  for (const detail of details) {
    lines = digestLines(props, detail)
    html = digestHtml(props, lines, subject)
    if (Buffer.byteLength(html) <= mostHtmlBytes) break
  }
  return { subject, html, text: digestText(props, lines) }
}

function subjectOf({ digest, rules, serviceName }: DigestMail): string {
  const [first, ...rest] = digestLines({ digest, rules }, 'barest')
  const others = rest.length + digest.more
  const subject = first === undefined ? serviceName : others === 0 ? said(first) : `${said(first)}, and ${others} more`
  return oneLine(subject).slice(0, mostSubject)
}

const said = ({ isUpdate, headline }: DigestLine) => (isUpdate ? `Update: ${headline}` : headline)

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
