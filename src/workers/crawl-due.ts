import type { ListedProvider } from '../feeds/ofsted-listing.ts'
import type { ProviderPage } from '../feeds/ofsted-provider.ts'
import type { Provider } from '../store/crawl.ts'

/** A provider of whose card nothing changed is asked all the same once in a while: nothing says that cards show every change. */
const slowRoundMs = 7 * 86_400_000

/** A page that does not show by now what the card tells of never will: the two are dated by different things. */
const staleMs = 3 * 86_400_000

/** The providers as they are known after a listing: those that are no longer listed stay, and nothing of them is amiss. */
export function asListed(listed: ListedProvider[], known: ReadonlyMap<string, Provider>, now: Date): Provider[] {
  const urns = new Set(listed.map(({ urn }) => urn))
  const gone = [...known.values()].filter(({ urn }) => !urns.has(urn))
  return [
    ...listed.map((provider) => {
      const before = known.get(provider.urn)
      const isSame = before?.cardHash === provider.cardHash
      return { ...(before ?? unasked), ...provider, cardSince: isSame ? before.cardSince : now.toISOString() }
    }),
    ...gone.map((provider) => ({ ...provider, fault: null })),
  ]
}

const unasked = {
  askedCard: null,
  validators: { etag: null, lastModified: null },
  lastAsked: null,
  files: 0,
  unreadable: 0,
  newest: null,
  fault: null,
} satisfies Partial<Provider>

/** Whether a round has to ask for a provider's page: where its card changed or is without a date, its page is amiss, or it was not asked for a week. */
export function isProviderDue({ askedCard, cardHash, latest, lastAsked, fault }: Provider, now: Date): boolean {
  if (lastAsked === null || fault !== null || latest === null || askedCard !== cardHash) return true
  const sinceMs = now.getTime() - Date.parse(lastAsked)
  return sinceMs < 0 || sinceMs >= slowRoundMs
}

/** Why a provider's page is not believed; null where it is. */
export function faultOfPage({ files }: ProviderPage, { files: before, latest }: Provider): string | null {
  if (files.length > 0 || (before === 0 && latest === null)) return null
  const expected = before > 0 ? `the ${before} reports of before` : `a report of ${latest}`
  return `expected ${expected} on its page, found none: look whether the page is still made as it was`
}

/** A provider whose page was read, or has not changed. */
export function afterAsking(
  provider: Provider,
  page: (ProviderPage & Pick<Provider, 'validators'>) | null,
  now: Date,
): Provider {
  const dates = page?.files.flatMap(({ published }) => published ?? []) ?? []
  const newest = dates.reduce((a, b) => (a > b ? a : b), '') || provider.newest
  // Cards may be renewed before pages are: until the page shows what the card tells of, it is asked again, and not for ever.
  const isShown = provider.latest === null || (newest !== null && newest >= provider.latest)
  const isPatient = now.getTime() - Date.parse(provider.cardSince) < staleMs
  return {
    ...provider,
    askedCard: isShown || !isPatient ? provider.cardHash : null,
    lastAsked: now.toISOString(),
    fault: null,
    newest,
    // "Not modified" is not believed of a page that lags behind its card.
    ...(page === null && !isShown ? { validators: unasked.validators } : {}),
    ...(page === null ? {} : { validators: page.validators, files: page.files.length, unreadable: page.unreadable }),
  }
}
