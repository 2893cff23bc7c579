/** No way is known yet. */
export const unknown = -1

/** The ways between states, by the numbers of both and that of a symbol: in plain numbers side by side, since millions are asked for each second. */
export type Ways = {
  /** How many are known. */
  count: number
  /** Adds the next state: the words it asks for, and whether it is marked as one at which something is to be done. */
  addState: (asked: readonly number[], isMarked: boolean) => void
  /** Whether a state may ask for a word. Of those it does not ask for it says so nearly always, and then it is sure. */
  isAsked: (state: number, word: number) => boolean
  isMarked: (state: number) => boolean
  /** Where a state leads with a symbol it asks for, or `unknown`. */
  get: (state: number, symbol: number) => number
  set: (state: number, symbol: number, to: number) => void
  /** Where a state leads with all other symbols, or `unknown`. */
  other: (state: number) => number
  setOther: (state: number, to: number) => void
}

/** Numbers of a state: where others lead, its mark, and a set of 192 bits in which each word it asks for has one, shared with some other words. */
const perState = 8
const bits = 6 * 32

/** Numbers of a way: a state and one more, so that 0 is a free place; a symbol; where it leads. */
const perWay = 4

export function createWays(): Ways {
  let states = new Int32Array(perState * 256)
  let length = 0
  let table = new Int32Array(perWay * 1024)

  /** The place of a way, or the free one where it belongs. */
  const placeOf = (state: number, symbol: number): number => {
    const most = table.length / perWay - 1
    let hash = Math.imul(state, 0x9e_37_79_b1) ^ Math.imul(symbol, 0x85_eb_ca_6b)
    hash ^= hash >>> 15
    for (let slot = hash & most; ; slot = (slot + 1) & most) {
      const place = slot * perWay
      const taken = table[place] ?? 0
      if (taken === 0 || (taken === state + 1 && table[place + 1] === symbol)) return place
    }
  }
  const put = (state: number, symbol: number, to: number): void => {
    table.set([state + 1, symbol, to], placeOf(state, symbol))
  }
  const ways: Ways = {
    count: 0,
    addState(asked, isMarked) {
      if (length === states.length) {
        const wider = new Int32Array(states.length * 2)
        wider.set(states)
        states = wider
      }
      states[length] = unknown
      states[length + 1] = isMarked ? 1 : 0
      for (const word of asked) {
        const place = length + 2 + ((word % bits) >> 5)
        states[place] = (states[place] ?? 0) | (1 << (word & 31))
      }
      length += perState
    },
    isAsked: (state, word) => ((states[state * perState + 2 + ((word % bits) >> 5)] ?? 0) & (1 << (word & 31))) !== 0,
    isMarked: (state) => states[state * perState + 1] === 1,
    get(state, symbol) {
      const place = placeOf(state, symbol)
      return table[place] === 0 ? unknown : (table[place + 2] ?? unknown)
    },
    set(state, symbol, to) {
      ways.count += 1
      if (ways.count * 2 > table.length / perWay) {
        const old = table
        table = new Int32Array(old.length * 2)
        for (let at = 0; at < old.length; at += perWay) {
          const from = (old[at] ?? 0) - 1
          if (from >= 0) put(from, old[at + 1] ?? 0, old[at + 2] ?? 0)
        }
      }
      put(state, symbol, to)
    },
    other: (state) => states[state * perState] ?? unknown,
    setOther(state, to) {
      states[state * perState] = to
    },
  }
  return ways
}
