/** No way is known yet. */
export const unknown = -1

/** Numbers of a state: where others lead, its mark, and a set of 192 bits in which each word it asks for has one, shared with some other words. */
const perState = 8
const bits = 6 * 32

/** Numbers of a way: a state and one more, so that 0 is a free place; a symbol; where it leads. */
const perWay = 4

/** The ways between states, by the numbers of both and that of a symbol: in plain numbers side by side, since millions are asked for each second. */
export class Ways {
  /** How many are known. */
  count = 0
  #states = new Int32Array(perState * 256)
  #length = 0
  #table = new Int32Array(perWay * 1024)

  /** Adds the next state: the words it asks for, and its mark, a number of the caller's for what is to be done there. */
  addState(asked: readonly number[], mark: number): void {
    if (this.#length === this.#states.length) {
      const wider = new Int32Array(this.#states.length * 2)
      wider.set(this.#states)
      this.#states = wider
    }
    this.#states[this.#length] = unknown
    this.#states[this.#length + 1] = mark
    for (const word of asked) {
      const place = this.#length + 2 + ((word % bits) >> 5)
      this.#states[place] = (this.#states[place] ?? 0) | (1 << (word & 31))
    }
    this.#length += perState
  }

  /** Whether a state may ask for a word. Of those it does not ask for it says so nearly always, and then it is sure. */
  isAsked(state: number, word: number): boolean {
    return ((this.#states[state * perState + 2 + ((word % bits) >> 5)] ?? 0) & (1 << (word & 31))) !== 0
  }

  markOf(state: number): number {
    return this.#states[state * perState + 1] ?? 0
  }

  /** Where a state leads with a symbol it asks for, or `unknown`. */
  get(state: number, symbol: number): number {
    const place = this.#placeOf(state, symbol)
    return this.#table[place] === 0 ? unknown : (this.#table[place + 2] ?? unknown)
  }

  set(state: number, symbol: number, to: number): void {
    this.count += 1
    if (this.count * 2 > this.#table.length / perWay) {
      const old = this.#table
      this.#table = new Int32Array(old.length * 2)
      for (let at = 0; at < old.length; at += perWay) {
        const from = (old[at] ?? 0) - 1
        if (from >= 0) this.#put(from, old[at + 1] ?? 0, old[at + 2] ?? 0)
      }
    }
    this.#put(state, symbol, to)
  }

  /** Where a state leads with all other symbols, or `unknown`. */
  other(state: number): number {
    return this.#states[state * perState] ?? unknown
  }

  setOther(state: number, to: number): void {
    this.#states[state * perState] = to
  }

  #put(state: number, symbol: number, to: number): void {
    this.#table.set([state + 1, symbol, to], this.#placeOf(state, symbol))
  }

  /** The place of a way, or the free one where it belongs. */
  #placeOf(state: number, symbol: number): number {
    const most = this.#table.length / perWay - 1
    let hash = Math.imul(state, 0x9e_37_79_b1) ^ Math.imul(symbol, 0x85_eb_ca_6b)
    hash ^= hash >>> 15
    for (let slot = hash & most; ; slot = (slot + 1) & most) {
      const place = slot * perWay
      const taken = this.#table[place] ?? 0
      if (taken === 0 || (taken === state + 1 && this.#table[place + 1] === symbol)) return place
    }
  }
}
