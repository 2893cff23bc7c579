import type { Item } from '../events/item.ts'
import type { Grade } from '../ratings/grade.ts'
import { Area, areas } from '../ratings/area.ts'
import { dayInWords } from '../ratings/days-in-words.ts'
import type { Report } from '../ratings/report.ts'
import { contentHashOf, itemIdOf } from './identity.ts'

type Published = {
  feedId: string
  outlet: string
  file: { number: string; url: string; title: string; provider: string }
  /** The day of publication, where it is known. */
  published: string | null
  /** Null where the file could not be read: that it was published is news all the same. */
  report: Report | null
}

/** A report or letter as an item, whose text is what was read of it: for rules, and for people who ask why. */
export function reportItem({ feedId, outlet, file, published, report }: Published): Item {
  const authority = report?.authority ?? file.provider
  const title = `${authority}: ${file.title}`
  const summary = [publication(file.title, authority, published), ...(report === null ? [] : told(report))].join(' ')
  const content = [summary, ...(report?.summary == null ? [] : [report.summary])].join('\n\n')
  return {
    id: itemIdOf(identityOf(file.number)),
    feedId,
    url: file.url,
    title,
    summary,
    content,
    published: published === null ? null : `${published}T00:00:00.000Z`,
    updated: null,
    outlet,
    contentHash: contentHashOf(title, content),
  }
}

/** The number of the file that an item was made of; null for an item of any other kind. */
export function fileNumberOf({ id, url }: Pick<Item, 'id' | 'url'>): string | null {
  const number = /\/file\/(\d{1,20})\/?(?:[?#]|$)/.exec(url ?? '')?.[1]
  return number !== undefined && id === itemIdOf(identityOf(number)) ? number : null
}

const identityOf = (number: string): string => `ofsted-file:${number}`

const publication = (title: string, authority: string, published: string | null): string =>
  `Ofsted published a report on the children's services of ${authority}${published === null ? '' : ` on ${dayInWords(published)}`}: ${title}.`

/** What the grid shows, in sentences. */
function told({ inspected, grades, number }: Report): string[] {
  const sentences: string[] = []
  if (inspected !== null) {
    const { from, to } = inspected
    sentences.push(
      from === to
        ? `Inspectors visited on ${dayInWords(from)}.`
        : `Inspectors visited from ${dayInWords(from)} to ${dayInWords(to)}.`,
    )
  }
  if (number !== null) sentences.push(`It was monitoring visit ${number} since the judgement.`)
  for (const area of Area.options) {
    const grade = grades[area]
    if (grade !== undefined) sentences.push(`${areas[area].title}: ${printed(grade)}.`)
  }
  return sentences
}

/** As Ofsted prints it: rules and readers know it so. */
const printed = (grade: Grade): string => (grade === 'requires-improvement' ? 'requires improvement to be good' : grade)
