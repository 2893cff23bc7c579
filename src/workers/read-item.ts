import type { Logger } from 'pino'
import type { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import type { Item } from '../events/item.ts'
import type { ArticleReader } from '../feeds/article.ts'
import { wordsOf } from '../feeds/words-of.ts'
import { classifyItem, type readItem } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Document } from '../rules/finding.ts'
import type { Store } from '../store/store.ts'
import { mostAttempts } from './attempts.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'items'>
  config: () => Config
  articles: ArticleReader
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

/** Stores the text of an item: the feed's own where it is whole, else the article behind the link, else the summary. */
export const readItemHandler =
  ({ store, config, articles, patient, enqueue, clock, log }: Deps): Handler<typeof readItem.payload> =>
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
    const feed = feeds.find(({ id }) => id === item.feedId)
    let text = ownText(item, feed, settings)
    if (text === null && item.url !== null && isWanted(item, feed, settings) && attempt <= articleAttempts) {
      const article = await articles.read(item.url, signal)
      if (article.kind === 'none') {
        log.info({ itemId, attempt, reason: article.reason }, 'article not read')
        // Left as it is, the sweep asks for it again in a while.
        if (patient && article.again && attempt < articleAttempts) return
      } else text = withSummary(item, article.text)
    }
    const document: Document = {
      id: item.id,
      title: item.title,
      text: (text ?? item.content ?? item.summary).slice(0, settings.reading.most_characters),
      url: item.url,
      published: item.published ?? item.updated,
      source: item.outlet,
    }
    if (await store.items.read(itemId, revision, document, settings.retention.documents, clock())) {
      await enqueue(classifyItem, { itemId })
    }
  }

function ownText({ content }: Item, feed: Feed | undefined, { reading }: Settings): string | null {
  if (content === null) return null
  // What was read of a report; behind its link is the PDF itself.
  if (feed?.kind === 'ofsted-reports') return content
  return feed?.full_text === true || content.length >= reading.full_text_from ? content : null
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
