import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'
import { Duration } from '../config/duration.ts'
import { TimeOfDay } from '../events/subscription.ts'
import { roles, type Role } from '../jobs/roles.ts'
import { chooseNames } from './choose-names.ts'

/** `7d` to milliseconds; refused as wrong usage if it is no length of time. */
export const duration = (text: string): number => parse(Duration, text)

export const timeOfDay = (text: string): string => parse(TimeOfDay, text)

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

function parse<T extends z.ZodType>(schema: T, text: string): z.output<T> {
  const parsed = schema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(
    parsed.error.issues.map(({ message }) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`).join(' '),
  )
}
