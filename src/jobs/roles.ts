/** What a process may be started for; all of them by default. Several processes share one Redis. */
export const roles = ['poll', 'read', 'classify', 'digest', 'send', 'web'] as const
export type Role = (typeof roles)[number]
