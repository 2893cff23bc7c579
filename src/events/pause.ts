import type { Subscriber } from './subscription.ts'

/** Sends nothing until then: windows are closed, and open again from that moment. Somebody who is neither active nor paused stays as they are. */
export function pause(subscriber: Subscriber, until: Date): Subscriber {
  if (subscriber.state !== 'active' && subscriber.state !== 'paused') return subscriber
  return { ...subscriber, state: 'paused', pausedUntil: until.toISOString() }
}

/** Ends a pause. Somebody who is not paused stays as they are. */
export function resume(subscriber: Subscriber): Subscriber {
  return subscriber.state === 'paused' ? { ...subscriber, state: 'active', pausedUntil: null } : subscriber
}

/** Ends a pause whose time has come. */
export function resumeIfDue(subscriber: Subscriber, now: Date): Subscriber {
  const { pausedUntil } = subscriber
  return pausedUntil !== null && Date.parse(pausedUntil) <= now.getTime() ? resume(subscriber) : subscriber
}
