/** Beginnings of work on one item before it is given up: it has then met restarts, retries and several sweeps. */
export const mostAttempts = 10
