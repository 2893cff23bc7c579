/**
 * Every key of the records, with its type and lifetime. All share one hash tag, so that a script or MULTI may touch any
 * of them on one shard of a cluster (docs/architecture.md works out that a whole country's subscribers fit one shard).
 */
const tag = '{ofsted-alerts}'

export const keys = {
  /** String, JSON FeedRecord. For ever. */
  feed: (feedId: string) => `${tag}:feed:${feedId}`,
  /** String, token of the poll that runs now. Expires by itself. */
  feedLease: (feedId: string) => `${tag}:feed-lease:${feedId}`,
  /** Sorted set, host by the instant (ms) from which it may be asked again; gone after that. */
  hostTurns: `${tag}:turns`,

  /** String, JSON Round: the last round through Ofsted's report site, or the one that is under way. For ever. */
  crawl: (feedId: string) => `${tag}:crawl:${feedId}`,
  /** Hash, URN -> JSON Provider. For ever. */
  crawlProviders: (feedId: string) => `${tag}:crawl-providers:${feedId}`,
  /** Sorted set, URN of each provider that is still to be asked in this round, by whose turn it is. */
  crawlDue: (feedId: string) => `${tag}:crawl-due:${feedId}`,
  /** Hash, a file at Ofsted by its number: file (JSON), named, state, attempts, begun, reason, etag, lastModified, baseline, listed. For ever. */
  file: (fileNumber: string) => `${tag}:file:${fileNumber}`,
  /** Sorted set per state: `listed` by when it is to be asked for (again), the others by when they got there (ms). */
  files: (state: string) => `${tag}:files:${state}`,

  /** Hash: item (JSON), state, revision, attempts, recorded, and `seen:<feedId>` -> content hash. retention.items. */
  item: (itemId: string) => `${tag}:item:${itemId}`,
  /** String, JSON Document. retention.documents. */
  document: (itemId: string) => `${tag}:document:${itemId}`,
  /** String, JSON Finding[]. retention.items. */
  findings: (itemId: string) => `${tag}:findings:${itemId}`,
  /** Sorted set, item id by when a feed last showed it (ms): what a feed still shows must not be forgotten and come back as new. */
  items: `${tag}:items`,
  /** Sorted set, item id by when work on it was last asked for (ms). */
  itemsPending: `${tag}:items-pending`,
  /** Sorted set, item id by when it was given up (ms). */
  itemsFailed: `${tag}:items-failed`,

  /** String, JSON Event. For ever: the history is the product. */
  event: (eventId: string) => `${tag}:event:${eventId}`,
  /** Sorted set, event id by opening time (ms). */
  events: `${tag}:events`,
  /** Sorted set, ids of one authority's and rule's events by date (ms). */
  happenings: (authority: string, rule: string) => `${tag}:happenings:${authority}|${rule}`,
  /** Hash, `authority|rule` -> how often its events were written. */
  happeningVersions: `${tag}:happening-versions`,
  /** Sorted set, `seq|at|eventId|revision` by seq: what subscribers may be told, in the order it became true. */
  eventLog: `${tag}:event-log`,
  /** String, the last seq given out. */
  eventSeq: `${tag}:event-seq`,
  /** String, JSON Event as it was when a delivery froze it; named by its hash. Expires after retention.deliveries. */
  snapshot: (hash: string) => `${tag}:snapshot:${hash}`,

  /** Hash: data (JSON Subscriber), version. Until erased. */
  subscriber: (subscriberId: string) => `${tag}:subscriber:${subscriberId}`,
  /** String, hash of an address -> subscriber id. Until erased. */
  address: (addressHash: string) => `${tag}:address:${addressHash}`,
  /** Sorted set, subscriber id by creation (ms). */
  subscribers: `${tag}:subscribers`,
  /** Sorted set, subscriber who has not confirmed by when it was last asked for (ms); forgotten a week later. */
  pending: `${tag}:pending`,
  /** Sorted set, paused subscriber by the end of the pause (ms). */
  paused: `${tag}:paused`,
  /** Sorted set, subscriber id by when it got into this state (ms). `pending` and `paused` have sets of their own. */
  subscribersIn: (state: 'active' | 'suspended' | 'unsubscribed') => `${tag}:subscribers:${state}`,
  /** Sorted set, active subscribers with an immediate subscription. */
  immediate: `${tag}:immediate`,
  /** String, the seq up to which immediate subscribers have been reminded. */
  immediateCursor: `${tag}:immediate-cursor`,
  /** Sorted set, subscriber id by the seq its immediate subscriptions must be told up to; gone when they are. */
  immediateDue: `${tag}:immediate-due`,
  /** Hash: `cursor:<subscriptionId>` -> seq, `due:<subscriptionId>` -> instant (ms), `closings` -> how often windows were closed. */
  windows: (subscriberId: string) => `${tag}:windows:${subscriberId}`,
  /** Sorted set, subscriber id by its next due window (ms). */
  digestsDue: `${tag}:digests-due`,
  /** Hash, event id -> the revision this subscriber was last told. */
  told: (subscriberId: string) => `${tag}:told:${subscriberId}`,

  /** String, JSON Request: what somebody asked for on the pages. A day at most. */
  request: (requestId: string) => `${tag}:request:${requestId}`,
  /** Sorted set, request id by when it is to be answered (again) (ms). */
  requests: `${tag}:requests`,
  /** Hash: count, until (ms). Named by a hash of whose limit it is; expires some time after `until`. */
  limit: (ofHash: string) => `${tag}:limit:${ofHash}`,

  /** Hash: the frozen message and its state; `bounced`, `complained` and `delivered` (ms) as was told of it. retention.deliveries after it ended. */
  delivery: (deliveryId: string) => `${tag}:delivery:${deliveryId}`,
  /** Sorted set, ids of a subscriber's deliveries by when they were frozen (ms). As long as the deliveries, or until erased. */
  digestsOf: (subscriberId: string) => `${tag}:digests-of:${subscriberId}`,
  /** String, hash of a Message-ID, or of the id that the mail server gave it, -> delivery id. As long as the delivery. */
  message: (messageIdHash: string) => `${tag}:message:${messageIdHash}`,
  /** Sorted set per state: pending by not-before, sending by end of lease, the others by when they got there (ms). */
  deliveries: (state: string) => `${tag}:deliveries:${state}`,
  /** Hash, state -> how many, and `due` -> how many were ever frozen. */
  ledger: `${tag}:ledger`,

  /** Sorted set, JSON Bounce by time (ms): what came back, and what was done. retention.deliveries. */
  bounces: `${tag}:bounces`,
  /** Hash, delivery id -> JSON { frozen, sent, delivered, bounced } (ms): a subscriber's messages since one came back for now. Until mail arrives again, or retention.deliveries. */
  mailings: (subscriberId: string) => `${tag}:mailings:${subscriberId}`,
  /** Hash: content (its hash), done. A post of a mail provider's; for as long as the same one would be believed again. */
  post: (postHash: string) => `${tag}:post:${postHash}`,

  /** Hash, `kind:id|day|area` of a source's judgement -> JSON Judgement. For ever: the history is the product. */
  judgements: (authority: string) => `${tag}:judgements:${authority}`,
  /** Set, authorities that have judgements. */
  judged: `${tag}:judged`,
  /** Hash: data (JSON ReportRecord without `read`), authority, read. For ever: what was read is not fetched again. */
  report: (file: string) => `${tag}:report:${file}`,

  /** Sorted set, id of an entry of the audit log by time (ms). retention.audit. */
  audit: `${tag}:audit`,
  /** Hash, id -> JSON AuditEntry. As long as its id is in `audit`. */
  auditEntries: `${tag}:audit-entries`,

  /** Hash, what the operator must know: name -> JSON { since, message }. */
  alarms: `${tag}:alarms`,
  /** Hash, name of a periodic duty -> when it was last done (ms). */
  duties: `${tag}:duties`,
} as const
