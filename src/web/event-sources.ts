import { html, raw } from 'hono/html'
import { sourceOf } from '../emails/event-line.ts'
import { brief } from '../emails/plain.ts'
import { isBesides } from '../emails/quotable.ts'
import { moreSources } from '../emails/wording.ts'
import type { Event, EventSource } from '../events/event.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { outwards } from './events-list.ts'
import type { Html } from './page.ts'

type Asked = {
  rule: RuleFacts | undefined
  timeZone: string
  /** The sentence that the page quotes already. */
  quoted: string | null
}

/** As much as digests quote of an article: the words are those of who wrote it. */
const mostQuote = 300
const mostWhy = 200
const mostTitle = 160

/** Bytes that the sources may take of a page. */
const mostBytes = 35_000

/** Every source of an event with the sentence that it is counted for, and why; what a page has no room for is counted. */
export function eventSources({ sources }: Event, asked: Asked): Html {
  const shown: string[] = []
  let bytes = 0
  for (const source of sources) {
    const item = String(sourceHtml(source, asked))
    bytes += Buffer.byteLength(item)
    if (bytes > mostBytes && shown.length > 0) break
    shown.push(item)
  }
  const more = sources.length - shown.length
  return html`<ul class="sources">
    ${raw(shown.join(''))}
    ${more === 0 ? '' : html`<li class="quiet">${moreSources(more, shown.length)}</li>`}
  </ul>`
}

function sourceHtml(source: EventSource, { rule, timeZone, quoted }: Asked): Html {
  const line = sourceOf(source, timeZone, mostTitle)
  const evidence = source.evidence.find((one) => !isBesides(one, rule)) ?? source.evidence[0]
  const sentence = brief(evidence?.sentence ?? '', mostQuote)
  const why = brief(evidence?.why ?? '', mostWhy)
  const counted = why === '' ? '' : html`<p class="quiet">Counted because: ${why}</p>`
  return html`<li>
    ${outwards(line)} <span class="quiet">${line.outlet}, ${line.date}</span>
    ${sentence === '' || sentence === quoted ? counted : html`<blockquote><p>“${sentence}”</p>${counted}</blockquote>`}
  </li>`
}
