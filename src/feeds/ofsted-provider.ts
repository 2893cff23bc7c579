import { dayOf, readPage, seen } from './ofsted-page.ts'

/** A file that a provider's page leads to. */
export type PublishedFile = {
  /** The same on all hosts from which the file may be had. */
  number: string
  url: string
  /** What the page calls it: "Children's services focused visit". */
  title: string
  /** The day it was published; null where the page does not say so in a way that can be read. */
  published: string | null
}

export type ProviderPage = {
  /** Each once, in the order of the page: the newest first. */
  files: PublishedFile[]
  /** Files without a title and a date that could be read. */
  unreadable: number
}

/** "Children's services focused visit, pdf - 01 August 2024" */
const described = /^(.{3,200}?),?\s*(?:\(?pdf\)?\s*)?[-–—]\s*(\d{1,2} [a-z]+ \d{4})$/i

/**
 * Reads a provider's page, of which `url` is the address; null where it is no page that can be read. Files on hosts that are not the site's are
 * counted as unreadable.
 */
export function parseProviderPage(html: string, url: string, now: Date): ProviderPage | null {
  return readPage(html, (document) => {
    const files = new Map<string, PublishedFile>()
    let unreadable = 0
    for (const link of document.querySelectorAll('a[href*="/file/"]')) {
      const href = link.getAttribute('href') ?? ''
      const address = URL.canParse(href, url) ? new URL(href, url) : null
      const number = /\/file\/(\d{1,12})\/?$/.exec(address?.pathname ?? '')?.[1]
      if (address === null || number === undefined || !isOfSite(address, new URL(url))) {
        unreadable += 1
        continue
      }
      if (files.has(number)) continue
      const whole = seen(link.textContent)
      const hidden = seen(link.querySelector('.nonvisual')?.textContent)
      const found = described.exec(hidden) ?? described.exec(whole)
      const published = dayOf(found?.[2], now)
      if (published === null) unreadable += 1
      const title = seen(found?.[1]) || (seen(whole.replace(hidden, '')) || hidden).slice(0, 200)
      files.set(number, { number, url: address.href, title, published })
    }
    return { files: [...files.values()], unreadable }
  })
}

/** `files.ofsted.gov.uk` and `files.api.ofsted.gov.uk` belong to `reports.ofsted.gov.uk`. */
function isOfSite({ protocol, hostname }: URL, site: URL): boolean {
  if (protocol !== 'https:' && protocol !== site.protocol) return false
  const [, ...domain] = site.hostname.split('.')
  return hostname === site.hostname || (domain.length > 1 && hostname.endsWith(`.${domain.join('.')}`))
}
