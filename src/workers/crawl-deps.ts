import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { OfstedSite } from '../feeds/ofsted-site.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'

/** What a job needs that goes on with a round through Ofsted's report site; each step asks for no more than it uses. */
export type CrawlDeps = {
  store: Pick<Store, 'feeds' | 'crawls' | 'files' | 'alarms'>
  config: () => Config
  ofsted: OfstedSite
  enqueue: Enqueue
  clock: () => Date
  random: () => number
  log: Logger
}
