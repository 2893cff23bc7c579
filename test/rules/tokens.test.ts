import { describe, expect, test } from 'vitest'
import { tokenise } from '../../src/rules/tokens.ts'

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
