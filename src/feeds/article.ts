import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Settings } from '../config/settings.ts'
import { decodeText } from './charset.ts'
import type { HttpClient } from './http.ts'
import { canonicalUrl, isHome, isRedirector } from './identity.ts'
import { noPage, noText, type NoText } from './no-text.ts'
import { isOfUsualShape } from './page-shape.ts'
import { paragraphsOf } from './page-paragraphs.ts'
import { cut } from './plain-text.ts'
import { removeBoxes } from './remove-boxes.ts'
import { createRobots } from './robots.ts'
import { mostOfAddress } from './robots-groups.ts'
import { withinTime } from './within-time.ts'
import { withoutAsides } from './without-asides.ts'

export type Article =
  /** Paragraphs are parted by an empty line. */
  { kind: 'text'; text: string } | NoText

export type ArticleReader = { read: (url: string, signal: AbortSignal) => Promise<Article> }

type Options = {
  http: HttpClient
  /** Asked again for each page. */
  settings: () => Settings
  clock: () => Date
}

/** Less than this is a teaser before a wall, or a notice about cookies. */
const leastCharacters = 250

/** The longest that a page may hold everything else up. Those of a usual shape take a tenth of a second. */
const mostMs = 5000

/** Reads the article behind a link, where its host allows it: the text without menus and advertisements. Never throws for what a page may hold. */
export function createArticleReader({ http, settings, clock }: Options): ArticleReader {
  const permission = createRobots({ http, userAgent: settings().network.user_agent, clock })
  return {
    async read(url, signal) {
      if (isRedirector(url)) return noText('Google News links are left alone')
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
        return noText(`expected a web address, got ${url.slice(0, 100)}`)
      if (url.length > mostOfAddress)
        return noText(`expected an address of at most ${mostOfAddress} characters, got ${url.length}`)
      const allowed = await permission(url, signal)
      if (allowed !== 'allowed')
        return noText(
          allowed === 'refused' ? 'its robots.txt asks us not to' : 'its robots.txt could not be read',
          allowed === 'later',
        )
      const answer = await http.get(url, {
        accept: 'text/html, application/xhtml+xml',
        mostBytes: settings().network.most_page_bytes,
        signal,
      })
      if (answer.kind !== 'ok') return noPage(answer)
      const place = elsewhere(url, answer.url)
      if (place !== null) return noText(`expected an article, was led to ${place}`)
      if (!/html/i.test(answer.contentType ?? 'text/html'))
        return noText(`expected a web page, got ${answer.contentType ?? 'nothing'}`)
      const text = cut(articleText(decodeText(answer.body, answer.contentType)), settings().reading.most_characters)
      return text.length < leastCharacters
        ? noText('expected an article, found next to no text')
        : { kind: 'text', text }
    },
  }
}

/** Where a link led that is no article: to the front page, as of a story that is gone, or to a wall. Null where it may be one. */
function elsewhere(asked: string, reached: string): string | null {
  const { pathname } = new URL(reached)
  const canonical = canonicalUrl(reached)
  if (canonical !== null && isHome(canonical)) return 'the front page'
  const isWall = (path: string) =>
    /\/(log-?in|sign-?in|sign-?up|register|subscribe|subscription|consent)(?=[/.]|$)/i.test(path)
  return isWall(pathname) && !isWall(new URL(asked).pathname) ? 'a page to log in, to subscribe or to consent' : null
}

/** The main text of a page; empty where there is none. */
export function articleText(html: string): string {
  if (!isOfUsualShape(html)) return ''
  try {
    return withinTime(mostMs, () => {
      const { document } = parseHTML(html)
      removeBoxes(document.querySelectorAll('[class], [id]'), document.body)
      const article = new Readability(document).parse()
      return withoutAsides(paragraphsOf(article?.content ?? ''))
        .map(({ text }) => text)
        .join('\n\n')
    })
  } catch {
    // Both libraries are written for pages that people made; others have no article.
    return ''
  }
}
