import { slugOf } from '../links.ts'
import { authoritiesNamed } from '../ratings/authority-named.ts'
import type { Authorities, Authority } from '../rules/authorities.ts'
import { nearest } from '../rules/nearest.ts'

/** `moved`: under that name it has its page. `unknown`: who may have been meant. */
export type FoundAuthority =
  | { kind: 'found'; authority: Authority }
  | { kind: 'moved'; name: string }
  | { kind: 'unknown'; near: string[] }

/** No name is longer. */
const longest = 100

/**
 * Finds the authority of an address by its name, or by any other name that it has or had. A body that simply goes on under another name has its page there; one
 * that was divided or put together with others keeps its own.
 */
export function authoritiesBySlug({ list }: Authorities): (slug: string) => FoundAuthority {
  const bySlug = new Map(list.map((authority) => [slugOf(authority.name), authority]))
  const named = authoritiesNamed(list)
  return (asked) => {
    const slug = slugOf(asked.slice(0, longest))
    const spaced = slug.replaceAll('-', ' ')
    const own = bySlug.get(slug)
    const name = named(own?.name ?? spaced, null)
    const authority = name === null ? undefined : bySlug.get(slugOf(name))
    if (authority !== undefined)
      return slugOf(authority.name) === asked ? { kind: 'found', authority } : { kind: 'moved', name: authority.name }
    const sharing = list.filter(({ aliases }) => aliases.some((alias) => slugOf(alias) === slug))
    const near = nearest(
      spaced,
      list.map((one) => one.name),
    )
    return { kind: 'unknown', near: sharing.length > 0 ? sharing.map((one) => one.name) : near === null ? [] : [near] }
  }
}
