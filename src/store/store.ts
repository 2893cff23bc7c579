import type { Redis } from 'ioredis'
import { createAlarmStore } from './alarms.ts'
import { createAuditStore } from './audit.ts'
import { createBounceStore } from './bounces.ts'
import { createCrawlStore } from './crawls.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createDigestStore } from './digests.ts'
import { createDutyStore } from './duties.ts'
import { createEventStore } from './events.ts'
import { createFeedStore } from './feeds.ts'
import { createFileStore } from './files.ts'
import { createItemStore } from './items.ts'
import { createLimitStore } from './limits.ts'
import { createPostStore } from './posts.ts'
import { createRatingStore } from './ratings.ts'
import { createRequestStore } from './requests.ts'
import { createSubscriberStore } from './subscribers.ts'
import { createWindowStore } from './windows.ts'

/** All records, one part per noun. */
export type Store = ReturnType<typeof createStore>

export function createStore(redis: Redis) {
  return {
    feeds: createFeedStore(redis),
    crawls: createCrawlStore(redis),
    files: createFileStore(redis),
    items: createItemStore(redis),
    events: createEventStore(redis),
    subscribers: createSubscriberStore(redis),
    requests: createRequestStore(redis),
    limits: createLimitStore(redis),
    windows: createWindowStore(redis),
    digests: createDigestStore(redis),
    deliveries: createDeliveryStore(redis),
    bounces: createBounceStore(redis),
    posts: createPostStore(redis),
    ratings: createRatingStore(redis),
    audit: createAuditStore(redis),
    alarms: createAlarmStore(redis),
    duties: createDutyStore(redis),
  }
}
