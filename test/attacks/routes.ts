import type { Scope } from '../../src/links.ts'

/** An address of the pages, as createWeb lists it: `/manage/:token/erase`. */
export type Route = { method: string; path: string }

/** Feedback has tokens of a shorter kind. */
export type LinkKind = Scope | 'feedback'

/** Which link opens an address with a token in it, and what stands below it unless that is named too. */
const opens: Record<string, LinkKind> = {
  '/confirm/:token': 'confirm',
  '/manage/:token': 'manage',
  '/manage/:token/export': 'owner',
  '/manage/:token/erase': 'owner',
  '/feedback/:token': 'feedback',
  '/unsubscribe/:token': 'unsubscribe',
  '/digests/:token': 'edition',
}

/** What may stand in the other places of an address, to have it answer. */
const samples: Record<string, string> = {}

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

export function scopeOf(path: string): LinkKind {
  const [stem = path] = /^.*\/:token/.exec(path) ?? []
  const scope = opens[path] ?? opens[stem]
  if (scope === undefined) throw new Error(`say in test/attacks/routes.ts which link opens ${stem}`)
  return scope
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
