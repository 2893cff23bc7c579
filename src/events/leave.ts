import type { Subscriber } from './subscription.ts'

/** How long somebody who unsubscribed may take it back by the link that did it. After that an old link brings nobody back. */
export const undoWithinMs = 3_600_000

/** Unsubscribes at once. Somebody who has left stays as they are: the time at which they left is the first. */
export function leave(subscriber: Subscriber, now: Date): Subscriber {
  const { state } = subscriber
  if (state === 'unsubscribed') return subscriber
  return { ...subscriber, state: 'unsubscribed', left: { at: now.toISOString(), from: state } }
}

/** Whether they left just now, so that it may have been a slip. */
export const mayComeBack = ({ state, left }: Subscriber, now: Date): boolean =>
  state === 'unsubscribed' && left !== null && now.getTime() - Date.parse(left.at) < undoWithinMs

/** Takes back that they left, if they may: they are again what they were, and are told what happens from now on. */
export function comeBack(subscriber: Subscriber, now: Date): Subscriber {
  const { left } = subscriber
  return left === null || !mayComeBack(subscriber, now) ? subscriber : { ...subscriber, state: left.from, left: null }
}

/** Whether they left and have not said why: each is counted once. */
export const maySayWhy = ({ state, left }: Subscriber): boolean =>
  state === 'unsubscribed' && left !== null && left.saidWhy !== true

/** Notes that they said why they left, and not what they said. */
export const sayWhy = (subscriber: Subscriber): Subscriber =>
  subscriber.left !== null && maySayWhy(subscriber)
    ? { ...subscriber, left: { ...subscriber.left, saidWhy: true } }
    : subscriber
