import { describe, expect, it } from 'vitest'
import { windowName } from '../../src/events/cadence.ts'
import { copyOf, readCopy } from '../../src/events/window-copies.ts'

const daily = windowName({ kind: 'daily', at: '08:00' }, new Date('2026-03-29T07:00:00Z'))
const weekly = windowName({ kind: 'weekly', at: '08:00', on: 'monday' }, new Date('2026-03-30T07:00:00Z'))

describe('the digests of one window', () => {
  it.each([daily, weekly, `${daily}+${weekly}`, 'immediate-118'])('are counted by their names: %s', (window) => {
    for (const copy of [1, 2, 12]) expect(readCopy(copyOf(window, copy))).toEqual({ window, copy })
  })

  it('are one where a name is none of ours', () => {
    expect(readCopy('2026-03-29')).toEqual({ window: '2026-03-29', copy: 1 })
  })
})
