import type { Digest } from '../events/digest.ts'
import { dayOf } from './day-of.ts'
import { plain } from './plain.ts'

/** What both forms of a digest say in the same words. */

/** "6 events in 3 authorities, 29 March 2026": where what is only counted happened is not said. */
export function intro({ events, more, frozen, timeZone }: Digest): string {
  const count = events.length + more
  const authorities = [...new Set(events.map(({ event }) => event.authority))]
  const where =
    more > 0 ? '' : ` in ${authorities.length === 1 ? plain(authorities.join()) : `${authorities.length} authorities`}`
  return `${count === 1 ? 'One event' : `${count} events`}${where}, ${dayOf(frozen, timeZone)}`
}

/** Events that a mail only counts: those of its digest that it has no room for, and those left to the digests that come right after it. */
export type Untold = { cut: number; following: number }

/** "and 14 more, in further mails"; null where all is told. */
export function moreEvents({ cut, following }: Untold): string | null {
  const noRoom = 'for which there is no room here'
  const further = following === 1 ? 'in a further mail' : 'in further mails'
  if (cut === 0) return following === 0 ? null : `and ${following} more, ${further}`
  if (following === 0) return `and ${cut} more, ${noRoom}`
  return `and ${cut + following} more: ${cut} ${noRoom}, and ${following} ${further}`
}

/** Leads to the page of a digest: it holds all of it, and leads to those that followed. */
export const allOnPage = 'See all of them on the web'

/** The same, where nothing is left out. */
export const onTheWeb = 'Read this on the web'

/** Where the network fails, all feeds do: more names than this help nobody. */
const mostFeeds = 20

/** The feeds whose news may be missing. */
export function notChecked({ failedFeeds, timeZone }: Digest): string[] {
  const named = failedFeeds
    .slice(0, mostFeeds)
    .map(({ name, lastOk }) =>
      lastOk === null
        ? `${plain(name)} has never answered`
        : `${plain(name)} has not answered since ${dayOf(lastOk, timeZone)}`,
    )
  const more = failedFeeds.length - named.length
  return more === 0 ? named : [...named, `and ${more} more feeds`]
}

const often = {
  immediate: 'as soon as something happens',
  daily: 'each day on which something happened',
  weekly: 'each week in which something happened',
}

export const whyYou = ({ cadence }: Digest): string =>
  `You get this because you subscribed to alerts on children's services, ${often[cadence]}.`

/** Stands by the sentence that says so. */
export const whyThis = 'Why you got this'

/** Leads to the page on which readers say what is wrong with an event. */
export const notRelevant = 'Not relevant?'

export const moreSources = (more: number, shown: number): string => {
  const sources = more === 1 ? 'source' : 'sources'
  return shown > 0 ? `and ${more} more ${sources}` : `${more} ${sources}`
}
