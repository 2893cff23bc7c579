/** Beginnings of work on one item before it is given up: it has then met restarts, retries and several sweeps. */
export const mostAttempts = 10

/** Beginnings of reading one file of Ofsted's, with longer and longer waits between them: a day and a half in all. */
export const mostReadings = 10

/** Of those, how many may bring something that is no report: a page that says "come back later" is gone in an hour. */
export const mostMisreadings = 6
