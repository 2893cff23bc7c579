import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSamePerson } from '../../src/events/same-person.ts'

describe('two ways of naming a person', () => {
  it.each([
    ['Cllr Steve Eling', 'Steve Eling'],
    ['Steve Eling', 'Eling'],
    ['Cllr Eling', 'Coun. Steve Eling'],
    ['S. Eling', 'Steve Eling'],
    ['Steve Eling', 'Steven Eling'],
    ['STEVE ELING', 'Steve  Eling’s'],
    ["Sean O'Brien", 'Sean O’Brien'],
    ['Siân Jones', 'Sian Jones'],
    ['Sir John Smith OBE', 'John Smith'],
    ['Emma Lewell-Buck MP', 'Emma Lewell-Buck'],
    ['Mayor Jane Price', 'Jane Price'],
    ['Ms Mayor', 'Jane Mayor'],
    ['Steve J Eling', 'Steve Eling'],
    ['Ann Rogers’', 'Ann Rogers'],
  ])('may be one: %s, %s', (a, b) => {
    expect([isSamePerson(a, b), isSamePerson(b, a)]).toEqual([true, true])
  })

  it.each([
    ['John Smith', 'Jacqui Smith'],
    ['Jo Smith', 'John Smith'],
    ['Steve Eling', 'Steve Jones'],
    ['Eling', 'Ealing'],
    ['Cllr Steve', 'Steve Eling'],
    ['J. Smith', 'Mark Smith'],
    ['Smith', 'Smith-Jones'],
  ])('may not be: %s, %s', (a, b) => {
    expect([isSamePerson(a, b), isSamePerson(b, a)]).toEqual([false, false])
  })

  it('are compared the same from either side, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(isSamePerson(a, b)).toBe(isSamePerson(b, a))
        expect(isSamePerson(a, a)).toBe(true)
      }),
    )
  })
})
