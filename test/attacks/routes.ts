import type { Links } from '../../src/links.ts'

/** An address of the pages, as createWeb lists it: `/manage/:token/erase`. */
export type Route = { method: string; path: string }

/** Which links open an address with a token in it, and what stands below it. */
const opens: Record<string, readonly string[]> = {
  '/confirm/:token': ['confirm'],
  '/manage/:token': ['manage', 'owner'],
  '/manage/:token/export': ['owner'],
  '/manage/:token/erase': ['owner'],
  '/feedback/:token': ['feedback'],
  '/unsubscribe/:token': ['unsubscribe'],
  '/digests/:token': ['edition'],
}

/** Makes a link of each kind, to somebody, until some time where it ends at all. */
export const linkMakers: Record<string, (links: Links, id: string, until: Date) => string> = {
  confirm: (links, id, until) => links.confirm(id, until),
  manage: (links, id, until) => links.manage(id, until),
  owner: (links, id, until) => links.owner(id, until),
  feedback: (links, id, until) => links.feedback(id, 'event-1', until),
  unsubscribe: (links, id) => links.unsubscribe(id),
  edition: (links, id) => links.edition(id, 'window'),
}

/** Kinds of links that never end. */
export const endless: readonly string[] = ['unsubscribe', 'edition']

/** What may stand in the other places of an address, to have it answer. */
const samples: Record<string, string> = {
  file: 'feed.atom',
  id: 'event-1',
  rule: 'rating-change',
  slug: 'kent',
  window: 'window',
}

/**
 * What anybody at all may cause by a POST, by the part of the records that it touches. Whatever is missing here must change nothing for whoever holds no
 * link.
 */
const mayAnybody: Record<string, RegExp> = {
  // Begins a double opt-in, which anybody may begin for anybody; counted per network and per inbox.
  '/subscribe': /:(request:.*|requests|limit:.*)$/,
  '/manage': /:(request:.*|requests|limit:.*)$/,
  // Of what nobody signed, nothing.
  '/webhooks/ses': /(?!)/,
  '/webhooks/mailgun': /(?!)/,
}

/** The addresses themselves: middleware runs for all of them and is none. */
export const routesOf = (routes: readonly Route[]): Route[] => {
  const found = new Map(
    routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  )
  return [...found.values()]
}

/** The kinds of link that open an address: what is said of the longest part of it holds. */
export function kindsFor(path: string): readonly string[] {
  const [longest] = Object.keys(opens)
    .filter((stem) => path === stem || path.startsWith(`${stem}/`))
    .toSorted((a, b) => b.length - a.length)
  const kinds = opens[longest ?? '']
  if (kinds === undefined) throw new Error(`say in test/attacks/routes.ts which link opens ${path}`)
  return kinds
}

/** The token of a link of this kind. */
export function tokenOf(kind: string, links: Links, id: string, until: Date): string {
  const make = linkMakers[kind]
  if (make === undefined) throw new Error(`say in test/attacks/routes.ts how a link to ${kind} is made`)
  return new URL(make(links, id, until)).pathname.split('/')[2] ?? ''
}

/** The address with a token and a sample of all else in it. */
export const filled = (path: string, token: string): string =>
  path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
    if (name === 'token') return token
    const sample = samples[name]
    if (sample === undefined) throw new Error(`say in test/attacks/routes.ts what stands for :${name} in ${path}`)
    return sample
  })

/** Which records anybody may change at this address. */
export function changeableBy({ path }: Route): RegExp | null {
  if (path.includes(':token')) return null
  const records = mayAnybody[path]
  if (records === undefined) throw new Error(`say in test/attacks/routes.ts what anybody may cause by POST ${path}`)
  return records
}
