const minuteMs = 60_000

/** How often an inbox is asked whether it wants mail, whoever asks: one message is what a person needs; a second may have been lost. */
export const perInbox = {
  free: 1,
  firstWaitMs: 5 * minuteMs,
  longestWaitMs: 1440 * minuteMs,
  forgetMs: 1440 * minuteMs,
}
