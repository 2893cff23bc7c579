import type { DigestMail } from './digest.ts'
import { dayOf, type DigestLine } from './digest-lines.ts'
import { failedFeed, intro, moreEvents, moreSources as moreSourcesText, whyYou } from './wording.ts'

/** The plain text form: reads well in a terminal, to a screen reader, and on a watch. */
export function digestText(props: DigestMail, lines: DigestLine[]): string {
  const { digest, links } = props
  const parts = [intro(digest)]
  let authority: string | null = null
  for (const line of lines) {
    if (line.authority !== authority)
      parts.push(`${line.authority.toUpperCase()}\n${'-'.repeat(line.authority.length)}`)
    authority = line.authority
    parts.push(eventText(line))
  }
  if (digest.more > 0) parts.push(moreEvents(digest.more) + (links.more === null ? '.' : `:\n${links.more}`))
  if (digest.failedFeeds.length > 0)
    parts.push(
      [
        'Not checked:',
        ...digest.failedFeeds.map((feed) => `- ${failedFeed(feed, (date) => dayOf(date, digest.timeZone))}`),
      ].join('\n'),
    )
  parts.push(
    [
      `-- `,
      whyYou(digest),
      ...(links.manage === null ? [] : [`Change what you get: ${links.manage}`]),
      `Unsubscribe: ${links.unsubscribe}`,
    ].join('\n'),
  )
  return `${parts.join('\n\n')}\n`
}

function eventText({ headline, rule, isUpdate, quote, sources, moreSources }: DigestLine): string {
  return [
    isUpdate ? `Update: ${headline}` : headline,
    rule,
    ...(quote === null ? [] : [`"${quote.sentence}" (${quote.outlet})`]),
    ...sources.flatMap(({ outlet, title, date, url }) => [
      `- ${outlet}, ${date}: ${title}`,
      ...(url === null ? [] : [`  ${url}`]),
    ]),
    ...(moreSources === 0 ? [] : [`- ${moreSourcesText(moreSources, sources.length)}`]),
  ].join('\n')
}
