import { bestOf, kindOf } from './office.ts'

/** A text that has more names than these for one office says no more by them, and would take the longer the longer it is. */
const mostNames = 20

/** Adds to the different names of an office under a key. */
function remember(names: Map<string, string[]>, key: string, role: string): void {
  const known = names.get(key)
  if (known === undefined) names.set(key, [role])
  else if (known.length < mostNames && !known.includes(role)) known.push(role)
}

/** Which offices people hold, or held before, in the words of the text. */
export class Register {
  #now = new Map<string, string[]>()
  #before = new Map<string, string[]>()
  #names = new Map<string, Set<string>>()
  /** Names of offices that stand without the name of a person. */
  #heard = new Map<string, string[]>()

  add(name: string, role: string, isPast: boolean): void {
    const roles = isPast ? this.#before : this.#now
    remember(roles, name, role)
    if (!isPast) this.#names.set(kindOf(role), (this.#names.get(kindOf(role)) ?? new Set()).add(name))
  }

  drop(name: string): void {
    this.#now.delete(name)
    for (const names of this.#names.values()) names.delete(name)
  }

  hear(role: string): void {
    remember(this.#heard, kindOf(role), role)
  }

  holdsNow(name: string): boolean {
    return this.#now.has(name)
  }

  holders(kind: string): string[] {
    return [...(this.#names.get(kind) ?? [])]
  }

  /** The office of a person, in the best words that the text has for it. */
  roleNow(name: string): string | undefined {
    const own = this.#now.get(name) ?? this.#before.get(name)
    const first = bestOf(own ?? [])
    if (own === undefined || first === null) return undefined
    const kind = kindOf(first)
    const alike = own.filter((role) => kindOf(role) === kind)
    const isOnly = this.holders(kind).length === 1 && this.#now.has(name)
    return bestOf(isOnly ? [...alike, ...(this.#heard.get(kind) ?? [])] : alike) ?? first
  }

  /** Of an office that no named person holds, the best words that the text has for it. */
  bestName(role: string): string | null {
    const kind = kindOf(role)
    return this.holders(kind).length === 0 ? bestOf([role, ...(this.#heard.get(kind) ?? [])]) : null
  }

  /** Who holds an office that stands without a name. */
  nameFor(role: string): string | null {
    const [only, second] = this.holders(kindOf(role))
    if (second === undefined) return only ?? null
    const holder = [...this.#now].find(([, own]) => own.some((other) => other.toLowerCase() === role.toLowerCase()))
    return role.includes(' ') ? (holder?.[0] ?? null) : null
  }
}
