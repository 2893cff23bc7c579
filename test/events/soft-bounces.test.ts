import { describe, expect, test } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import { hasLasted, heldUntil, softRun, type Mailing } from '../../src/events/soft-bounces.ts'

const { bounces } = Settings.parse({})
const day = (number: number, hour = 8) => new Date(Date.UTC(2026, 2, number, hour))

/** A digest frozen on that day of March, sent at once; one that came back did so at noon. */
const mailing = (number: number, came: 'back' | 'through'): Mailing => ({
  deliveryId: `d${number}`,
  frozen: day(number),
  sent: day(number),
  delivered: null,
  bounced: came === 'back' ? day(number, 12) : null,
})
const runOf = (mailings: Mailing[], now: Date, confirmed: Date | null = null) => softRun(mailings, confirmed, now)

describe('a row of bounces', () => {
  test('goes on while each message comes back', () => {
    expect(runOf([mailing(1, 'back'), mailing(2, 'back')], day(3))).toEqual({
      count: 2,
      first: day(1, 12),
      last: day(2, 12),
    })
  })

  test('ends with a message that has not come back for as long as servers try', () => {
    const mailings = [mailing(1, 'back'), mailing(2, 'through')]
    expect(runOf(mailings, day(7)).count).toBe(1)
    expect(runOf(mailings, day(9)).count).toBe(0)
  })

  test('ends the day after a message that a mail provider calls delivered, unless it comes back after all', () => {
    const arrived = { ...mailing(2, 'through'), delivered: day(2, 9) }
    expect(runOf([mailing(1, 'back'), arrived], day(3, 8)).count).toBe(1)
    expect(runOf([mailing(1, 'back'), arrived], day(3, 10)).count).toBe(0)
    expect(runOf([mailing(1, 'back'), { ...arrived, bounced: day(2, 12) }], day(3, 10)).count).toBe(2)
  })

  test('begins anew behind it', () => {
    const mailings = [mailing(1, 'back'), mailing(2, 'through'), mailing(4, 'back')]
    expect(runOf(mailings, day(9))).toMatchObject({ count: 1, first: day(4, 12) })
  })

  test('does not end with an older message that arrived', () => {
    expect(runOf([mailing(1, 'through'), mailing(2, 'back')], day(20)).count).toBe(1)
  })

  test('does not end with a message of which nobody knows whether it was sent', () => {
    expect(runOf([mailing(1, 'back'), { ...mailing(2, 'through'), sent: null }], day(20)).count).toBe(1)
  })

  test('holds nothing from before they confirmed', () => {
    expect(runOf([mailing(1, 'back'), mailing(5, 'back')], day(6), day(3)).count).toBe(1)
  })
})

describe('somebody whose mail comes back for now', () => {
  const row = (count: number) => ({ count, first: day(1), last: day(10) })

  test.each([
    [1, 6],
    [2, 12],
    [3, 24],
    [4, 48],
    [5, 96],
    [6, 96],
    [60, 96],
  ])('gets nothing for a while: after %i in a row %i hours', (count, hours) => {
    expect(heldUntil(row(count), bounces)).toEqual(new Date(day(10).getTime() + hours * 3_600_000))
  })

  test('gets everything where nothing came back', () => {
    expect(heldUntil({ count: 0, first: null, last: null }, bounces)).toBeNull()
  })

  test.each([
    [4, day(1), day(20), false],
    [5, day(1), day(7), false],
    [5, day(1), day(8), true],
    [20, day(1), day(2), false],
  ])('is suspended where it lasts: %i in a row from %o to %o, %s', (count, first, last, expected) => {
    expect(hasLasted({ count, first, last }, bounces)).toBe(expected)
  })
})
