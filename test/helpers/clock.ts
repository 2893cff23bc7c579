export type TestClock = {
  now: () => Date
  /** The same, to hand to whoever wants a clock. */
  clock: () => Date
  set: (to: Date | string) => void
  /** Milliseconds; below zero goes back. */
  advance: (ms: number) => void
}

/** A clock that stands still until it is moved. */
export function createClock(start: Date | string): TestClock {
  let at = new Date(start).getTime()
  const clock = () => new Date(at)
  return {
    now: clock,
    clock,
    set: (to) => {
      at = new Date(to).getTime()
    },
    advance: (ms) => {
      at += ms
    },
  }
}
