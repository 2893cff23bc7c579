import { callerOf } from './caller.ts'
import type { Cast, Leader } from './cast.ts'
import { isDescribed, kindOf } from './office.ts'
import type { Sign } from './signs.ts'
import { targets } from './targets.ts'

/** A person a finding is about, as the text names them. */
export type Who = { name: string | null; role: string | null; caller: string | null; signs: Sign[] }

/** People that signs speak of: each named person with a role once; a role alone where nobody is named. `callers`: phrases beside which a caller stands. */
export function peopleOf(cast: Cast, callers: string, signs: readonly Sign[]): Who[] {
  const found: (Who & { rank: number })[] = []
  for (const sign of signs) {
    if (sign.out !== null) continue
    for (const { name, role } of targets(cast, sign.hit)) {
      let who = found.find((known) => isOne(known, { name, role }))
      if (who === undefined) found.push((who = { name, role, caller: null, rank: 0, signs: [] }))
      if (who.name === null && (name !== null || (role?.length ?? 0) > (who.role?.length ?? 0))) who.role = role
      who.name ??= name
      who.signs.push(sign)
      const caller = callerOf(cast, callers, sign.hit, who.name)
      if (caller !== null && caller.rank > who.rank) Object.assign(who, { caller: caller.name, rank: caller.rank })
    }
  }
  return found
}

type Named = Pick<Leader, 'name' | 'role'>

/** One and the same: of one name, or of one office where only one of the two, or neither, is named. */
function isOne(a: Named, b: Named): boolean {
  if (a.name !== null && b.name !== null) return a.name === b.name
  if (a.role === null || b.role === null) return false
  return kindOf(a.role) === kindOf(b.role) || (ofChildren(a.role) && ofChildren(b.role) && isEitherDescribed(a, b))
}

/** "The woman in charge of children's services": the director or the member of the cabinet. */
function isEitherDescribed(a: Named, b: Named): boolean {
  return [a, b].some(({ name, role }) => name === null && isDescribed(role ?? ''))
}

const ofChildren = (role: string) => ['director', 'member'].includes(kindOf(role))
