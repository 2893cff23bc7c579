import { describe, expect, test } from 'vitest'
import { readDate } from '../../src/feeds/dates.ts'
import { now } from './read-fixture.ts'

describe('readDate', () => {
  test.each([
    ['Fri, 20 Nov 2026 17:02:11 GMT', '2026-11-20T17:02:11.000Z'],
    ['Mon, 20 Nov 2026 17:02:11 +0100', '2026-11-20T16:02:11.000Z'],
    ['20 Nov 2026 17:02 EST', '2026-11-20T22:02:00.000Z'],
    ['Sat, 20 Jun 2026 17:02:11 BST', '2026-06-20T16:02:11.000Z'],
    ['Fri, 20 Nov 2026 17:02:11 UT', '2026-11-20T17:02:11.000Z'],
    ['Fri, 20 Nov 2026 17:02:11 Z', '2026-11-20T17:02:11.000Z'],
    ['Friday, 20 November 2026 17:02:11', '2026-11-20T17:02:11.000Z'],
    ['Fri 20 Nov 26 17:02:11 GMT', '2026-11-20T17:02:11.000Z'],
    ['20 November 2026', '2026-11-20T00:00:00.000Z'],
    ['November 20, 2026', '2026-11-20T00:00:00.000Z'],
    ['November 20, 2026 5:02 PM', '2026-11-20T17:02:00.000Z'],
    ['2026-11-20T17:02:11Z', '2026-11-20T17:02:11.000Z'],
    ['2026-11-20T17:02:11.5+01:00', '2026-11-20T16:02:11.500Z'],
    ['2026-11-20T17:02:11', '2026-11-20T17:02:11.000Z'],
    ['2026-11-20 17:02:11', '2026-11-20T17:02:11.000Z'],
    ['2026-11-20 17:02:11 +0000', '2026-11-20T17:02:11.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['05/11/2026', '2026-11-05T00:00:00.000Z'],
    ['5/11/2026 10:30', '2026-11-05T10:30:00.000Z'],
    ['20.11.2026 10:30:00', '2026-11-20T10:30:00.000Z'],
    ['  Fri, 20 Nov 2026 17:02:11 +0000 (UTC)  ', '2026-11-20T17:02:11.000Z'],
    ['Sun, 22 Nov 2026 12:00:00 GMT', '2026-11-22T12:00:00.000Z'],
    ['Fri, 01 Jan 2100 00:00:00 GMT', null],
    ['Thu, 01 Jan 1970 00:00:00 GMT', null],
    ['20 Nov', null],
    ['31/31/2026', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [undefined, null],
    [`2026${' '.repeat(1_000_000)}x`, null],
  ])('%j', (text, expected) => {
    expect(readDate(text, now)).toBe(expected)
  })

  test.each(['America/New_York', 'Asia/Tokyo'])('means the same on a machine in %s', (zone) => {
    const before = process.env['TZ']
    process.env['TZ'] = zone
    try {
      expect(readDate('20 November 2026 10:00', now)).toBe('2026-11-20T10:00:00.000Z')
      expect(readDate('November 20, 2026', now)).toBe('2026-11-20T00:00:00.000Z')
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })
})
