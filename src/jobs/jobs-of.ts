import {
  answerRequest,
  buildDigest,
  classifyItem,
  pollFeed,
  readItem,
  readReport,
  sendEmail,
  sweep,
  type Job,
} from './jobs.ts'
import type { Role } from './roles.ts'

/** The queues that a role works on. The sweep goes with any of them, so that work is reminded of whatever runs. */
export function jobsOf(chosen: readonly Role[]): Job[] {
  const byRole = {
    poll: [pollFeed],
    read: [readReport, readItem],
    classify: [classifyItem],
    digest: [buildDigest],
    send: [sendEmail, answerRequest],
    web: [],
  } satisfies Record<Role, Job[]>
  const own = chosen.flatMap((role): Job[] => byRole[role])
  return own.length === 0 ? [] : [...own, sweep]
}
