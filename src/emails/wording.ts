import type { Digest, FailedFeed } from '../events/digest.ts'

/** What both forms of a digest say in the same words. */

export function intro({ events, more }: Digest): string {
  const count = events.length + more
  const authorities = new Set(events.map(({ event }) => event.authority)).size
  if (count === 1) return 'One thing happened that you asked to hear of.'
  // Where the events that are only counted happened is not said.
  const where = more > 0 ? '' : `, in ${authorities === 1 ? 'one authority' : `${authorities} authorities`}`
  return `${count} things happened that you asked to hear of${where}.`
}

export const moreEvents = (count: number): string => `and ${count} more`

export const failedFeed = ({ name, lastOk }: FailedFeed, dayOf: (instant: string) => string): string =>
  lastOk === null ? `${name} has never answered` : `${name} has not answered since ${dayOf(lastOk)}`

const often = {
  immediate: 'as soon as something happens',
  daily: 'each day on which something happened',
  weekly: 'each week in which something happened',
}

export const whyYou = ({ cadence }: Digest): string =>
  `You get this because you subscribed to alerts on children's services, ${often[cadence]}.`

export const moreSources = (more: number, shown: number): string =>
  shown > 0 ? `and ${more} more` : more === 1 ? 'one source' : `${more} sources`
