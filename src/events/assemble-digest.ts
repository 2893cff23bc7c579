import { chooseEvents } from './choose-events.ts'
import type { Digest, FailedFeed } from './digest.ts'
import type { EndedWindows } from './ended-windows.ts'

/** What one subscriber may be told, and was: the event log since their earliest window began, its events, and what they know. */
export type Untold = Pick<Parameters<typeof chooseEvents>[0], 'log' | 'events' | 'told'>

type Asked = Untold &
  Pick<Parameters<typeof chooseEvents>[0], 'regionOf' | 'rules' | 'most'> & {
    subscriberId: string
    closing: EndedWindows
    failedFeeds: FailedFeed[]
    now: Date
  }

/** The digest of windows that ended, or null if nothing happened that they ask for; and what counts as told once it is frozen. */
export function assembleDigest({ subscriberId, closing, failedFeeds, now, ...news }: Asked): {
  digest: Digest | null
  telling: { eventId: string; revision: number }[]
} {
  const { window, cadence, timeZone, ended } = closing
  const { chosen, more, telling } = chooseEvents({ ...news, ended })
  const frozen = now.toISOString()
  const digest = { subscriberId, window, cadence, timeZone, frozen, events: chosen, more, failedFeeds }
  return { digest: chosen.length === 0 ? null : digest, telling }
}
