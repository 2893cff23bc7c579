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

/** Events past the cap are in the mails that come right after this one. */
export const moreEvents = (count: number): string =>
  `and ${count} more, in ${count === 1 ? 'a further mail' : 'further mails'}`

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
