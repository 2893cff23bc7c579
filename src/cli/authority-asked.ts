import { authoritiesNamed } from '../ratings/authority-named.ts'
import type { Authorities } from '../rules/authorities.ts'
import { didYouMean } from '../rules/nearest.ts'
import { chooseNames } from '../rules/choose-names.ts'

/** The short name of the authority that was asked for by any of its names; or one sentence that says who may have been meant. */
export function authorityAsked(asked: string, authorities: Authorities): { name: string } | { fault: string } {
  const name = authoritiesNamed(authorities.list)(asked, null)
  if (name !== null) return { name }
  const shared = authorities.list.filter(({ aliases }) =>
    aliases.some((alias) => alias.toLowerCase() === asked.trim().toLowerCase()),
  )
  if (shared.length > 1)
    return { fault: `“${asked}” is a name of ${shared.map((one) => one.name).join(', ')}; ask for one of them.` }
  return { fault: chooseNames('authority', [asked], authorities.names).faults.join(' ') }
}

/** What faults in a table say beside a name that is not known. */
export const hintFor =
  ({ names }: Authorities) =>
  (name: string): string =>
    didYouMean(name, names)
