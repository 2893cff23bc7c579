const minuteMs = 60_000

/** The limit of a network that may ask so often for nothing, and then waits longer each time: a script soon does, and an office that was too eager is let in again the same day. */
export const perNetwork = (free: number) => ({
  free,
  firstWaitMs: minuteMs / 2,
  longestWaitMs: 60 * minuteMs,
  forgetMs: 60 * minuteMs,
})
