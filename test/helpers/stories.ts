import { headline } from '../../src/events/headline.ts'
import { testConfig } from './config.ts'
import type { Page } from './site.ts'

const { facts: shippedRules } = testConfig().rules

/** A story as an outlet prints it. */
export type Story = {
  title: string
  link: string
  guid?: string
  published: string
  summary: string
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** A story on one happening that the shipped rules know, and the line by which a digest tells of it, whoever reported it. */
export function visitStory(
  authority: string,
  number: number,
  { origin = 'https://news.example', ...rest }: Partial<Story> & { origin?: string; published: string },
): Story & { line: string } {
  const nth = ordinals[number - 1] ?? `${number}th`
  const slug = `${authority.toLowerCase().replaceAll(/\W+/g, '-')}-${number}`
  return {
    title: `Ofsted letter on ${nth} monitoring visit to ${authority} children's services`,
    link: `${origin}/${slug}`,
    summary: `Ofsted has published the letter from its ${nth} monitoring visit to ${authority} Council's children's services.`,
    ...rest,
    line: visitLine(authority, number),
  }
}

/** How a digest names the visit, in the words of the shipped rule. */
export function visitLine(authority: string, number: number): string {
  const rule = shippedRules.get('monitoring-visit')
  if (rule === undefined) throw new Error('expected a shipped rule monitoring-visit')
  return headline(rule, authority, { number })
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export const rss = (stories: Story[]): Page => ({
  headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link><description>News</description>${stories
    .map(
      ({ title, link, guid = link, published, summary }) =>
        `<item><title>${escape(title)}</title><link>${escape(link)}</link><guid isPermaLink="false">${escape(guid)}</guid><pubDate>${new Date(published).toUTCString()}</pubDate><description>${escape(summary)}</description></item>`,
    )
    .join('\n')}</channel></rss>`,
})

export const atom = (stories: Story[]): Page => ({
  headers: { 'content-type': 'application/atom+xml' },
  body: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:news</id><updated>2026-01-01T00:00:00Z</updated>${stories
    .map(
      ({ title, link, guid = link, published, summary }) =>
        `<entry><title>${escape(title)}</title><link rel="alternate" href="${escape(link)}"/><id>${escape(guid)}</id><published>${published}</published><updated>${published}</updated><summary>${escape(summary)}</summary></entry>`,
    )
    .join('\n')}</feed>`,
})

export const jsonFeed = (stories: Story[]): Page => ({
  headers: { 'content-type': 'application/feed+json' },
  body: JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'News',
    items: stories.map(({ title, link, guid = link, published, summary }) => ({
      id: guid,
      url: link,
      title,
      date_published: published,
      content_text: summary,
    })),
  }),
})
