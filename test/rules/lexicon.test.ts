import { describe, expect, test } from 'vitest'
import { Lexicon } from '../../src/rules/lexicon.ts'
import { tokenise } from '../../src/rules/tokens.ts'
import { kinds } from '../../src/rules/word-kinds.ts'

const idsOf = (text: string, lexicon = new Lexicon()) => tokenise(text, lexicon).tokens.map(({ id }) => id)

describe('a lexicon', () => {
  test('gives a word one number, however it is written in a text', () => {
    const lexicon = new Lexicon()
    const known = [lexicon.add('council'), lexicon.add("don't"), lexicon.add('élan')]
    expect(idsOf('COUNCIL Don’t ÉLAN', lexicon)).toEqual(known)
    expect(lexicon.add('council')).toBe(known[0])
    expect(known.map((number) => lexicon.wordOf(number))).toEqual(['council', "don't", 'élan'])
  })

  test('gives every word it does not know the number 0, also one that only begins like one it knows', () => {
    const lexicon = new Lexicon()
    lexicon.add('council')
    expect(idsOf('councils counci zebra', lexicon)).toEqual([0, 0, 0])
  })

  test('keeps thousands of words apart', () => {
    const lexicon = new Lexicon()
    const words = Array.from({ length: 20_000 }, (_, index) => `w${index.toString(36)}`)
    const numbers = words.map((word) => lexicon.add(word))
    expect(new Set(numbers).size).toBe(words.length)
    expect(idsOf(words.join(' '), lexicon)).toEqual(numbers)
  })

  test('knows what kind numbers, years and ordinals are, listed or not', () => {
    const lexicon = new Lexicon()
    lexicon.add('114')
    const kindsIn = (text: string) => idsOf(text, lexicon).map((number) => lexicon.kindsOf(number))
    const [digit, number, many] = [kinds.digit, kinds.number, kinds.many]
    expect(kindsIn('114 2 2016 7th 497a seven seventh zebra')).toEqual([
      digit | number | many,
      digit | number,
      digit | number | kinds.year,
      digit | kinds.ordinal,
      digit,
      number | many,
      kinds.ordinal,
      0,
    ])
  })

  test('adds kinds to a word, and leaves it those it has', () => {
    const lexicon = new Lexicon()
    lexicon.mark('may', kinds.notName)
    expect(lexicon.kindsOf(lexicon.numberOf('may'))).toBe(kinds.month | kinds.notName)
  })
})
