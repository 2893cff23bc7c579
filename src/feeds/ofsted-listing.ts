import { dayOf, hashOf, readPage, seen } from './ofsted-page.ts'

/** A provider as the search at Ofsted's report site lists it: an authority's children's services. */
export type ListedProvider = {
  /** Ofsted's number of it. */
  urn: string
  name: string
  /** Address of its page. */
  url: string
  /** Of the whole text of its card: another one, and something about it has changed. */
  cardHash: string
  /** The day of its latest report, where the card names one. */
  latest: string | null
}

export type ListingPage = {
  providers: ListedProvider[]
  /** Whether the page leads on to another. */
  hasNext: boolean
}

/** Reads one page of the search's listing, of which `url` is the address; null where it is no page that can be read. */
export function parseListing(html: string, url: string, now: Date): ListingPage | null {
  return readPage(html, (document) => {
    const providers = new Map<string, ListedProvider>()
    for (const link of document.querySelectorAll('a[href*="/provider/"]')) {
      const href = link.getAttribute('href') ?? ''
      const address = URL.canParse(href, url) ? new URL(href, url) : null
      const urn = /^\/provider\/\d+\/(\d+)\/?$/.exec(address?.pathname ?? '')?.[1]
      const name = seen(link.textContent)
      if (address === null || urn === undefined || name === '' || providers.has(urn)) continue
      address.hash = ''
      const card = seen((link.closest('li') ?? link.parentElement ?? link).textContent)
      const latest = dayOf(/latest report:?\s*(\d{1,2} [a-z]+ \d{4})/i.exec(card)?.[1], now)
      providers.set(urn, { urn, name, url: address.href, cardHash: hashOf(card.replaceAll(' ', '')), latest })
    }
    return {
      providers: [...providers.values()],
      hasNext: document.querySelector('a.pagination__next, a[rel="next"]') !== null,
    }
  })
}

/** Fewer of those known before are a listing that is broken, and not a country with fewer authorities. */
const leastShare = 0.8

/**
 * Why a listing is not believed; null where it is. At first it is held against the authorities of today; later against the last one that was
 * believed, and against fewer where authorities have gone since.
 */
export function faultOfListing(found: number, known: number | null, authorities: number): string | null {
  const expected = Math.min(known ?? authorities, authorities)
  if (found > 0 && found >= leastShare * expected) return null
  return `expected about ${expected} providers in the listing, found ${found}: look whether its pages are still made as they were`
}
