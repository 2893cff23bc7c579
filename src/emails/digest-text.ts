import type { DigestMail } from './digest.ts'
import { byAuthority, type DigestLine } from './digest-lines.ts'
import { gridText, inspectionTableText } from './grid-text.ts'
import {
  allOnPage,
  intro,
  moreEvents,
  moreSources as moreSourcesText,
  notChecked,
  notRelevant,
  onTheWeb,
  whyThis,
  whyYou,
  type Untold,
} from './wording.ts'

/** The plain text form: reads well in a terminal, to a screen reader, and on a watch. */
export function digestText({ digest, links }: DigestMail, lines: DigestLine[], untold: Untold): string {
  const parts = [intro(digest)]
  for (const [authority, its] of byAuthority(lines))
    parts.push(`${authority.toUpperCase()}\n${'-'.repeat(authority.length)}`, ...its.map(eventText))
  const more = moreEvents(untold)
  if (more !== null) parts.push(links.edition === null ? `${more}.` : `${more}. ${allOnPage}:\n${links.edition}`)
  const feeds = notChecked(digest)
  if (feeds.length > 0) parts.push(['Not checked:', ...feeds.map((feed) => `- ${feed}`)].join('\n'))
  parts.push(
    [
      // Mail programs fold away what stands below two hyphens and a space (RFC 3676, 4.3).
      '-- ',
      whyYou(digest),
      ...(links.edition === null ? [] : [`${onTheWeb}: ${links.edition}`]),
      ...(links.manage === null ? [] : [`Change what you get: ${links.manage}`]),
      `Unsubscribe: ${links.unsubscribe}`,
    ].join('\n'),
  )
  return `${parts.join('\n\n')}\n`
}

function eventText({
  headline,
  rule,
  isUpdate,
  news,
  visit,
  grid,
  inspections,
  quote,
  sources,
  moreSources,
  feedback,
}: DigestLine): string {
  return [
    isUpdate ? `Update: ${headline}` : headline,
    rule,
    ...(news === null ? [] : [news]),
    ...(visit === null ? [] : [visit]),
    ...gridText(grid),
    ...inspectionTableText(inspections),
    ...(quote === null ? [] : [`${whyThis}: “${quote.sentence}” (${quote.outlet})`]),
    ...sources.flatMap(({ outlet, title, date, url }) => [
      `- ${outlet}, ${date}: ${title}`,
      ...(url === null ? [] : [`  ${url}`]),
    ]),
    ...(moreSources === 0 ? [] : [`- ${moreSourcesText(moreSources, sources.length)}`]),
    ...(feedback === null ? [] : [`${notRelevant} ${feedback}`]),
  ].join('\n')
}
