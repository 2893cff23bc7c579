import { parseHTML } from 'linkedom'
import type { Settings } from '../config/settings.ts'
import { articleText } from '../feeds/article.ts'
import { decodeText } from '../feeds/charset.ts'
import { newsOf } from '../feeds/govuk-news.ts'
import { createGovukReader, govukPath } from '../feeds/govuk-page.ts'
import type { HttpClient } from '../feeds/http.ts'
import type { Document } from '../rules/finding.ts'

type Deps = { http: HttpClient; settings: Settings; signal: AbortSignal }

/** The article at an address as a document, or why there is none. A page of GOV.UK is read as the worker reads a new one, from the content API. */
export async function fetchDocument(
  url: string,
  { http, settings, signal }: Deps,
): Promise<{ ok: true; document: Document } | { ok: false; reason: string }> {
  const path = govukPath(url)
  if (path !== null) {
    const answer = await createGovukReader({ http, settings: () => settings }).read(path, signal)
    if (answer.kind === 'page') return { ok: true, document: { id: url, url, ...newsOf(answer.page, null) } }
  }
  const accept = 'text/html, application/xhtml+xml'
  const answer = await http.get(url, { accept, mostBytes: settings.network.most_page_bytes, signal })
  if (answer.kind === 'failed') return { ok: false, reason: answer.reason }
  if (answer.kind === 'unchanged') return { ok: false, reason: 'expected a page, got "not modified"' }
  const html = decodeText(answer.body, answer.contentType)
  const text = articleText(html).slice(0, settings.reading.most_characters)
  if (text === '') return { ok: false, reason: 'expected an article, found no text' }
  return { ok: true, document: { id: url, url, title: titleOf(html), text } }
}

function titleOf(html: string): string {
  const { document } = parseHTML(html)
  const title = document.querySelector('h1')?.textContent ?? document.querySelector('title')?.textContent ?? ''
  return title.replaceAll(/\s+/g, ' ').trim()
}
