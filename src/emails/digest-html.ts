import { html, raw } from 'hono/html'
import type { DigestMail } from './digest.ts'
import { dayOf, type DigestLine } from './digest-lines.ts'
import { styles } from './styles.ts'
import { failedFeed, intro, moreEvents, moreSources as moreSourcesText, whyYou } from './wording.ts'

/** The HTML form: one column, no images, readable on a phone, in dark mode and by ear. Everything from outside is escaped by `html`. */
export function digestHtml(props: DigestMail, lines: DigestLine[], subject: string): string {
  const { digest, links, serviceName } = props
  const document = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${raw(styles)}</style>
</head>
<body>
<div class="preheader">${lines
    .map(({ headline }) => headline)
    .join('. ')
    .slice(0, 200)}</div>
<main class="page" role="main">
<p class="service">${serviceName}</p>
<h1>${intro(digest)}</h1>
${byAuthority(lines).map(([authority, own]) => html`<section><h2>${authority}</h2>${own.map(eventHtml)}</section>`)}
${digest.more > 0 ? html`<p class="more">${links.more === null ? moreEvents(digest.more) : html`<a href="${links.more}">${moreEvents(digest.more)}</a>`}</p>` : ''}
${digest.failedFeeds.length > 0 ? html`<section class="failed"><h2>Not checked</h2><ul>${digest.failedFeeds.map((feed) => html`<li>${failedFeed(feed, (date) => dayOf(date, digest.timeZone))}</li>`)}</ul></section>` : ''}
<footer><p>${whyYou(digest)}</p><p>${links.manage === null ? '' : html`<a href="${links.manage}">Change what you get</a> · `}<a href="${links.unsubscribe}">Unsubscribe</a></p></footer>
</main>
</body>
</html>`
  return String(document)
}

function eventHtml({ headline, rule, isUpdate, quote, sources, moreSources }: DigestLine) {
  return html`<article>
<h3>${isUpdate ? html`<span class="update">Update</span> ` : ''}${headline}</h3>
<p class="rule">${rule}</p>
${quote === null ? '' : html`<blockquote><p>“${quote.sentence}”</p><p class="by">${quote.outlet}</p></blockquote>`}
<ul>${sources.map(
    ({ outlet, title, date, url }) =>
      html`<li>${url === null ? title : html`<a href="${url}">${title}</a>`} <span class="by">${outlet}, ${date}</span></li>`,
  )}${moreSources === 0 ? '' : html`<li class="by">${moreSourcesText(moreSources, sources.length)}</li>`}</ul>
</article>`
}

function byAuthority(lines: DigestLine[]): [string, DigestLine[]][] {
  const groups = new Map<string, DigestLine[]>()
  for (const line of lines) groups.set(line.authority, [...(groups.get(line.authority) ?? []), line])
  return [...groups]
}
