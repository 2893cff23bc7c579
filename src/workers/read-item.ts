import type { Logger } from 'pino'
import type { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import type { Item } from '../events/item.ts'
import type { ArticleReader } from '../feeds/article.ts'
import { newsOf, toldUntil } from '../feeds/govuk-news.ts'
import { govukPath, type GovukPage, type GovukReader } from '../feeds/govuk-page.ts'
import { wordsOf } from '../feeds/words-of.ts'
import { classifyItem, type readItem } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Document } from '../rules/finding.ts'
import type { Store } from '../store/store.ts'
import { mostAttempts } from './attempts.ts'
import { newsReach } from './take-as-news.ts'
import { newsFrom, type Told } from './told-changes.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'items' | 'feeds'>
  config: () => Config
  articles: ArticleReader
  govuk: GovukReader
  /** Whether somebody comes back for an article that is not there now. */
  patient: boolean
  enqueue: Enqueue
  clock: () => Date
  log: Logger
}

/**
 * Attempts to read the article behind a link, for a host that answers later, or a page on which the reader dies. After them the item's
 * summary is its document: an item is never held up, or lost, by its article.
 */
const articleAttempts = 4

/** What is kept of an item's text. */
type Read = Pick<Document, 'title' | 'text'> & { told?: Told }

/**
 * Stores the text of an item: the feed's own where it is whole; what is new of a page of GOV.UK, from its content API; else the article behind the
 * link, else the summary.
 */
export const readItemHandler =
  ({ store, config, articles, govuk, patient, enqueue, clock, log }: Deps): Handler<typeof readItem.payload> =>
  async ({ itemId }, signal) => {
    const record = await store.items.load(itemId)
    if (record === null || record.state !== 'recorded') return
    const attempt = await store.items.begin(itemId)
    if (attempt > mostAttempts) {
      log.error({ itemId }, 'item given up: reading it failed again and again')
      return await store.items.fail(itemId, `reading it failed ${mostAttempts} times`, clock())
    }
    const { feeds, settings } = config()
    const { item, revision } = record
    const read = await textOf(
      item,
      feeds.find(({ id }) => id === item.feedId),
    )
    if (read === 'later') return
    const { title, text, ...told } = read
    const document: Document = {
      id: item.id,
      title,
      text: text.slice(0, settings.reading.most_characters),
      url: item.url,
      published: item.published ?? item.updated,
      source: item.outlet,
    }
    const { documents } = settings.retention
    if (await store.items.read(itemId, revision, { ...document, ...told }, documents, clock()))
      await enqueue(classifyItem, { itemId })

    async function textOf({ url, title, content, summary }: Item, feed: Feed | undefined): Promise<Read | 'later'> {
      const own = ownText(item, feed, settings)
      if (own !== null) return { title, text: own }
      const told = { title, text: content ?? summary }
      if (url === null || !isWanted(item, feed, settings) || attempt > articleAttempts) return told
      const path = govukPath(url)
      if (path !== null) {
        const answer = await govuk.read(path, signal)
        const isBehind = answer.kind === 'page' && isOlder(answer.page, item)
        if (answer.kind === 'page' && !(isBehind && mayWait(attempt))) return await newsIn(answer.page)
        const { reason, again } =
          answer.kind === 'none' ? answer : { reason: 'it is older there than in the feed', again: true }
        log.info({ itemId, attempt, reason }, 'page not read from the content API')
        if (again && mayWait(attempt)) return 'later'
      }
      const article = await articles.read(url, signal)
      if (article.kind === 'text') return { title, text: withSummary(item, article.text) }
      log.info({ itemId, attempt, reason: article.reason }, 'article not read')
      return article.again && mayWait(attempt) ? 'later' : told
    }

    async function newsIn(page: GovukPage): Promise<Read> {
      const now = clock()
      const until = untilOf(page, item)
      const feedRecord = await store.feeds.load(item.feedId)
      const reachMs = newsReach({ record: feedRecord, polling: settings.polling, now })
      const from = newsFrom({ kept: await store.items.document(itemId), until, reachMs, now })
      const told = { from: from?.toISOString() ?? null, until: until?.toISOString() ?? null }
      return { ...newsOf(page, from), told }
    }

    /** Left as it is, the sweep asks for the item again in a while. */
    function mayWait(times: number): boolean {
      return patient && times < articleAttempts
    }
  }

/** A minute's difference is one of clocks, not of what is told. */
const toleranceMs = 60_000

/** Whether a page has not come as far as its feed: the API and the feeds are kept apart, for minutes. */
const isOlder = ({ updated }: GovukPage, item: Item): boolean =>
  updated !== null && Date.parse(item.updated ?? '') > updated.getTime() + toleranceMs

/** Until when what is told of a page goes. Its feed may date the same revision some seconds later, which is no revision more. */
function untilOf(page: GovukPage, item: Item): Date | null {
  const until = toldUntil(page)
  const dated = Date.parse(item.updated ?? '')
  return until === null || isOlder(page, item) || !(dated > until.getTime()) ? until : new Date(dated)
}

function ownText({ content }: Item, feed: Feed | undefined, { reading }: Settings): string | null {
  if (content === null) return null
  // What was read of a report; behind its link is the PDF itself.
  if (feed?.kind === 'ofsted-reports') return content
  const isWhole = feed?.kind === 'rss' && feed.full_text
  return isWhole || content.length >= reading.full_text_from ? content : null
}

/** A page may be a wall that talks of cookies or subscriptions for long: what the feed told of the news is never lost to it. */
function withSummary({ content, summary }: Item, article: string): string {
  const told = summary === '' ? (content ?? '') : summary
  return wordsOf(article).includes(wordsOf(told)) ? article : `${told}\n\n${article}`
}

function isWanted({ title, summary }: Item, feed: Feed | undefined, { reading }: Settings): boolean {
  if (feed?.kind === 'ofsted-reports') return false
  if (feed?.read === 'always') return true
  if (feed?.read === 'never') return false
  const words = `${title} ${summary}`.toLowerCase()
  return reading.cues.some((cue) => words.includes(cue.toLowerCase()))
}
