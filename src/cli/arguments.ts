import { InvalidArgumentError } from 'commander'
import { expectedLength, lengthOfTime } from '../config/length-of-time.ts'
import { expectedTime, timeOfDay as timePattern } from '../events/times.ts'
import { roles, type Role } from '../jobs/roles.ts'
import { chooseNames } from '../rules/choose-names.ts'
import { expectedDate, expectedPoint, isCalendarDate, isPublishedDate } from './published-date.ts'

/** `7d` to milliseconds; refused as wrong usage if it is no length of time. */
export function duration(text: string): number {
  const ms = lengthOfTime(text)
  if (ms === null) throw new InvalidArgumentError(sentence(expectedLength))
  return ms
}

/** A local time of day such as 08:00; anything else is refused as wrong usage. */
export function timeOfDay(text: string): string {
  if (timePattern.test(text)) return text
  throw new InvalidArgumentError(sentence(expectedTime))
}

const sentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`

/** A date to tell old from new by; refused as wrong usage if it is none. */
export function publishedDate(text: string): string {
  if (isPublishedDate(text)) return text
  throw new InvalidArgumentError(sentence(expectedDate))
}

/** A day, an instant, or how long ago (`30d`), for `timeSpan`; anything else is refused as wrong usage. */
export function pointInTime(text: string): string {
  if (lengthOfTime(text) !== null || isCalendarDate(text)) return text
  throw new InvalidArgumentError(sentence(expectedPoint))
}

/** A whole number of at least 1; anything else is refused as wrong usage. */
export function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 1 on.')
}

/** A number from 0 to 100; anything else is refused as wrong usage. */
export function restraint(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 100) return value
  throw new InvalidArgumentError('Expected a number from 0 to 100.')
}

/** For options that may be given several times. */
export const collect = (text: string, before: string[]): string[] => [...before, text]

/** `poll,read` to roles, in any order and each once. */
export function roleList(text: string): Role[] {
  const { chosen, faults } = chooseNames('role', text.split(','), roles)
  if (faults.length > 0) throw new InvalidArgumentError(`${faults.join(' ')} Roles are ${roles.join(', ')}.`)
  return roles.filter((role) => chosen?.includes(role))
}

/** The end of a command's help. */
export const example = (...lines: string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  $ ofsted-alerts ${line}`).join('\n')}\n`
