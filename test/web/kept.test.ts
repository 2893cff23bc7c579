import { describe, expect, test, vi } from 'vitest'
import { createKept, isOld } from '../../src/web/kept.ts'

const start = Date.parse('2026-03-01T08:00:00Z')
const minute = 60_000

/** Something to read that changes each time, with a clock and what went wrong. */
function desk({ most }: { most?: number } = {}) {
  let now = start
  let reads = 0
  const errors: unknown[] = []
  const clock = () => new Date(now)
  const get = createKept<number>({
    clock,
    onError: (error) => errors.push(error),
    ...(most === undefined ? {} : { most }),
  })
  const read = async () => ++reads
  return {
    get,
    read,
    errors,
    ask: async (key = 'all') => (await get(key, read)).value,
    pass: (ms: number) => void (now += ms),
    clock,
    reads: () => reads,
  }
}
const never = () => new Promise<number>(() => undefined)

describe('what many ask for', () => {
  test('is read once for all who ask at once, and for those who ask in the next minute', async () => {
    const { ask, pass, reads } = desk()
    expect(await Promise.all(Array.from({ length: 50 }, () => ask()))).toEqual(Array(50).fill(1))
    pass(minute - 1)
    expect(await ask()).toBe(1)
    expect(reads()).toBe(1)
  })

  test('is shown at once and read anew behind when it is some minutes old', async () => {
    const { ask, pass, reads } = desk()
    await ask()
    pass(5 * minute)
    expect(await ask()).toBe(1)
    await vi.waitFor(() => expect(reads()).toBe(2))
    expect(await ask()).toBe(2)
  })

  test('is waited for when it is older', async () => {
    const { ask, pass } = desk()
    await ask()
    pass(11 * minute)
    expect(await ask()).toBe(2)
  })

  test('is read anew when the clock was set back', async () => {
    const { ask, pass } = desk()
    await ask()
    pass(-60 * minute)
    expect(await ask()).toBe(2)
  })

  test('takes no more than its room: what was asked for longest ago goes first', async () => {
    const { ask } = desk({ most: 2 })
    await ask('a')
    await ask('b')
    await ask('a')
    await ask('c')
    expect([await ask('a'), await ask('c')]).toEqual([1, 3])
    expect(await ask('b')).toBe(4)
  })
})

describe('when the records do not answer', () => {
  test('what was read before is shown for a day, and known to be old', async () => {
    const { get, read, clock, pass } = desk()
    const first = await get('all', read)
    expect(isOld(first, clock())).toBe(false)
    pass(11 * minute)
    const second = await get('all', never)
    expect(second).toBe(first)
    expect(isOld(second, clock())).toBe(true)
    pass(24 * 60 * minute)
    await expect(get('all', never)).rejects.toThrow('expected the records to answer within 1500 ms')
  })

  test('nobody but the first waits for long', async () => {
    const { get, read, pass } = desk()
    await get('all', read)
    pass(11 * minute)
    await get('all', never)
    let asked = 0
    await get('all', async () => ++asked)
    // The reading that hangs is still the one to come: asking again would be a second one.
    expect(asked).toBe(0)
  })

  test('a fault is told, costs those who have nothing, and the next one tries again', async () => {
    const { get, read, pass, errors } = desk()
    const fails = async () => {
      throw new Error('away')
    }
    await expect(get('all', fails)).rejects.toThrow('away')
    expect(await get('all', read)).toMatchObject({ value: 1 })
    pass(11 * minute)
    expect(await get('all', fails)).toMatchObject({ value: 1 })
    expect(await get('all', read)).toMatchObject({ value: 2 })
    expect(errors).toHaveLength(2)
  })
})
