import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lexicon } from '../../src/rules/lexicon.ts'
import { tokenise } from '../../src/rules/tokens.ts'
import { tokensByPattern } from './pattern-tokens.ts'

const wordsOf = (text: string) => tokenise(text).tokens.map(({ word }) => word)
const sentencesOf = (text: string) => tokenise(text).sentences.map(({ start, end }) => text.slice(start, end))

describe('words', () => {
  test.each([
    ["children's services", ['children', "'s", 'services']],
    ['children’s services', ['children', "'s", 'services']],
    ['children?s services', ['children', "'s", 'services']],
    ['Is it Wirral? Since when?', ['is', 'it', 'wirral', 'since', 'when']],
    ["councils' leaders don't", ['councils', 'leaders', "don't"]],
    ['Stoke-on-Trent re-inspection', ['stoke', 'on', 'trent', 're', 'inspection']],
    ['section 497A, 29.01.18', ['section', '497a', '29', '01', '18']],
  ])('of %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected)
  })
})

describe('sentences', () => {
  test('end at a full stop before a capital, with the quotes that close there', () => {
    expect(sentencesOf('He said: "It is bad." She left! Did they? Yes.')).toEqual([
      'He said: "It is bad."',
      'She left!',
      'Did they?',
      'Yes.',
    ])
  })

  test('do not end after a title or an initial, or inside a number', () => {
    expect(sentencesOf('Mr. Eling and Cllr. J. Hackett of St. Helens met. They spoke for 1.5 hours.')).toEqual([
      'Mr. Eling and Cllr. J. Hackett of St. Helens met.',
      'They spoke for 1.5 hours.',
    ])
  })

  test('end at the end of a line, whatever stands there', () => {
    expect(sentencesOf('Two councils fail\r\nOfsted said so')).toEqual(['Two councils fail', 'Ofsted said so'])
  })
})

describe('any text', () => {
  const pieces = [...'aAsS1²\u0301ʼ\'’‘`´?.!…"”)] -–,;\n\r\t|•Éǅß']
  const others = ['İ', 'Σ', '👶', '𝐀', '\ud800', '\udc00', '\u00a0', 'mr', '. ', ' - ', "'s", '?s', "don't", '9.30']
  const anyText = fc.oneof(
    fc.array(fc.constantFrom(...pieces, ...others), { maxLength: 20 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom('word', 'Word', ' ', ', '), { maxLength: 700 }).map((parts) => parts.join(' ')),
  )
  const shapeOf = (text: string, known: readonly string[]) => {
    const lexicon = new Lexicon()
    for (const word of known) lexicon.add(word)
    const { tokens, sentences } = tokenise(text, lexicon)
    return {
      tokens: tokens.map(({ word, start, end, capital, breaks, sentence }) => ({
        word,
        start,
        end,
        capital,
        breaks,
        sentence,
      })),
      sentences,
    }
  }

  test('is split as the patterns say that tell words and sentences', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shapeOf(text, [])).toEqual(tokensByPattern(text))
      }),
      { numRuns: 5000 },
    )
  })

  test('is split in the same way whatever words the lexicon knows, and those it knows have their numbers', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = tokensByPattern(text).tokens.map(({ word }) => word)
        expect(shapeOf(text, words)).toEqual(tokensByPattern(text))
        const lexicon = new Lexicon()
        const numbers = words.map((word) => lexicon.add(word))
        expect(tokenise(text, lexicon).tokens.map(({ id }) => id)).toEqual(numbers)
      }),
      { numRuns: 2000 },
    )
  })

  test('of marks that never end a sentence takes no longer than its length', () => {
    const started = performance.now()
    tokenise(`one ${'.'.repeat(400_000)} two ${'?"'.repeat(200_000)}`)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
