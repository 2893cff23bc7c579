/** Names of all queues, in the order of the way from a feed to an inbox. Apart from the jobs, so that `--help` need not load them. */
export const queueNames = [
  'poll-feed',
  'read-report',
  'read-item',
  'classify-item',
  'build-digest',
  'send-email',
  'answer-request',
  'sweep',
] as const
