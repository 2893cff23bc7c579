import { callerOf } from './caller.ts'
import type { Cast, Leader } from './cast.ts'
import { kindOf } from './office.ts'
import type { Sign } from './signs.ts'
import { targets } from './targets.ts'

/** A person a finding is about, as the text names them. */
export type Who = { name: string | null; role: string | null; caller: string | null; signs: Sign[] }

/** People that signs speak of: each named person with a role once; a role alone where nobody is named. `callers`: phrases beside which a caller stands. */
export function peopleOf(cast: Cast, callers: string, signs: readonly Sign[]): Who[] {
  const found: Who[] = []
  for (const sign of signs) {
    if (sign.out !== null) continue
    for (const { name, role } of targets(cast, sign.hit)) {
      const known = found.find((who) => isOne(who, { name, role }))
      if (known === undefined) {
        found.push({ name, role, caller: callerOf(cast, callers, sign.hit, name), signs: [sign] })
        continue
      }
      if (known.name === null && (name !== null || (role?.length ?? 0) > (known.role?.length ?? 0))) known.role = role
      known.name ??= name
      known.caller ??= callerOf(cast, callers, sign.hit, name)
      known.signs.push(sign)
    }
  }
  return found
}

type Named = Pick<Leader, 'name' | 'role'>

/** One and the same: of one name, or of one office where only one of the two, or neither, is named. */
function isOne(a: Named, b: Named): boolean {
  if (a.name !== null && b.name !== null) return a.name === b.name
  return a.role !== null && b.role !== null && kindOf(a.role) === kindOf(b.role)
}
