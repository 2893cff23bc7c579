import { z } from 'zod'
import type { Config } from '../config/load.ts'
import { TimeZone } from '../config/settings.ts'
import { Cadence, subscriberStates, type Subscriber, type Subscription } from '../events/subscription.ts'
import { chooseNames } from '../rules/choose-names.ts'
import { listSign, type SubscriberRow } from './subscriber-columns.ts'

type Cells = SubscriberRow['cells']

/** Who somebody is, as the rows of their address say it. */
export type Person = Pick<Subscriber, 'state' | 'confirmed' | 'origin' | 'pausedUntil' | 'created'> & {
  id: string | null
}

const State = z.enum(subscriberStates)
const Instant = z.iso.datetime({ offset: true })
const Id = z.string().regex(/^[\w-]{1,64}$/)

/** Longer stories are cut. */
const mostOrigin = 500

/** Whoever asked for no mail, or to whom none can be sent: they stay so wherever the list goes. */
export const isSuppressed = (state: string): state is 'suspended' | 'unsubscribed' =>
  state === 'suspended' || state === 'unsubscribed'

/**
 * Who somebody is. Only whose consent is told, when and how, is mailed: anybody else is pending, but for those who are not to be mailed, who stay so
 * whatever else is wrong with their row.
 */
export function readPerson(cells: Cells, now: Date): { person: Person; faults: string[] } {
  const faults: string[] = []
  const instant = (name: 'confirmed' | 'paused_until' | 'created', mayBeAhead = false): string | null => {
    const text = cells[name]
    if (text === '') return null
    const at = Instant.safeParse(text).success ? new Date(text) : null
    if (at === null || Number.isNaN(at.getTime()))
      faults.push(`${name}: expected an instant such as 2026-03-01T08:00:00Z, found “${text}”`)
    else if (!mayBeAhead && at > now) faults.push(`${name}: expected an instant that is past, found ${text}`)
    else return at.toISOString()
    return null
  }
  const confirmed = instant('confirmed')
  const pausedUntil = instant('paused_until', true)
  const created = instant('created')
  const origin = cells.origin
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, mostOrigin)
  const asked = State.safeParse(cells.state === '' ? 'active' : cells.state.toLowerCase())
  if (!asked.success) faults.push(`state: expected ${subscriberStates.join(', ')}, or nothing, found “${cells.state}”`)
  if (asked.data === 'paused' && pausedUntil === null)
    faults.push('paused_until: expected the instant at which the pause ends, for somebody who is paused')
  if (cells.id !== '' && !Id.safeParse(cells.id).success)
    faults.push(`id: expected up to 64 letters, digits and hyphens, found “${cells.id.slice(0, 80)}”`)
  const hasConsent = confirmed !== null && origin !== ''
  const wanted = asked.data ?? 'pending'
  const state = isSuppressed(wanted) || hasConsent ? wanted : 'pending'
  return {
    person: {
      state,
      confirmed: state === 'pending' ? null : confirmed,
      origin: origin === '' ? 'list of the operator, without a word of where from' : origin,
      pausedUntil: state === 'paused' ? pausedUntil : null,
      created: created ?? confirmed ?? now.toISOString(),
      id: cells.id === '' ? null : cells.id,
    },
    faults,
  }
}

type WantsConfig = Pick<Config, 'settings' | 'rules' | 'authorities'>

/** Reads what one row asks for: what is left out is everything, daily, at the time of those who chose none. */
export function createWantsReader(config: WantsConfig) {
  // To look whether a zone is known takes longer than all the rest of a row.
  const zones = new Map<string, boolean>()
  const isZone = (zone: string): boolean => {
    const isKnown = zones.get(zone) ?? TimeZone.safeParse(zone).success
    zones.set(zone, isKnown)
    return isKnown
  }
  return (cells: Cells, id: string) => readWants(cells, config, id, isZone)
}

function readWants(
  cells: Cells,
  { settings, rules, authorities }: WantsConfig,
  id: string,
  isZone: (zone: string) => boolean,
): { wants: Subscription; faults: string[] } {
  const list = (text: string) => (text === '' ? [] : text.split(listSign))
  const names = chooseNames('authority', list(cells.authorities), authorities.names)
  const regions = chooseNames('region', list(cells.regions), authorities.regions)
  const ruleIds = chooseNames('rule', list(cells.rules), [...rules.facts.keys()])
  const faults = [...names.faults, ...regions.faults, ...ruleIds.faults].map(told)
  const kind = cells.cadence === '' ? 'daily' : cells.cadence.toLowerCase()
  const at = cells.at === '' ? settings.digests.at : cells.at
  const on = cells.on === '' ? settings.digests.weekly_on : cells.on.toLowerCase()
  const timeZone = cells.time_zone === '' ? settings.time_zone : cells.time_zone
  const cadence = Cadence.safeParse({ kind, at, on })
  if (!cadence.success)
    faults.push(
      `cadence: expected immediate, daily or weekly, at a time such as 08:00 and on a day such as monday, found “${[kind, at, on].join('”, “')}”`,
    )
  if (kind === 'immediate' && cells.at !== '') faults.push('at: expected nothing for immediate digests')
  if (kind !== 'weekly' && cells.on !== '') faults.push('on: expected nothing but for weekly digests')
  if (!isZone(timeZone)) faults.push(`time_zone: expected one such as Europe/London, found “${timeZone}”`)
  const wants: Subscription = {
    id,
    authorities: names.chosen,
    regions: regions.chosen,
    rules: ruleIds.chosen,
    cadence: cadence.data ?? { kind: 'daily', at: settings.digests.at },
    timeZone,
  }
  return { wants, faults }
}

const told = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`
