import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/rules/reading.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const title = 'Inspectors praise Wigan for its work with children'
const article = `${'Wigan has heard from inspectors, who were full of praise.\n\n'.repeat(3)}They will be back.\n\n`

/** Where the first sentence of each line stands. */
function placesOf(text: string, headline = title) {
  const { sentences, places } = readDocument(rules, { title: headline, text, published: '2024-05-01' })
  return places.filter((_, index) => sentences[index]?.paragraph !== sentences[index - 1]?.paragraph)
}

describe('no part of the article is', () => {
  test.each([
    'MANCHESTER DAILY   Home · Mayor · Town halls · Transport · About',
    'News > Politics > Kent',
    'Poll / Letters / Leeds / Sport',
    'Bury → Wigan → Leeds',
  ])('a menu, wherever it stands: %s', (menu) => {
    expect(placesOf(`${menu}\n\n${article}`)).toEqual(['headline', 'clutter', 'lead', 'lead', 'body', 'body'])
  })

  test.each(['- Anon says: they should all resign.', 'yorkshirelass said... shame on them.', 'ox4_dave 10:02 Shame.'])(
    'a reader’s comment, and what is below: %s',
    (comment) => {
      expect(placesOf(`${article}${comment}\n\nHe should go, and the others too, if you ask me.`).slice(-2)).toEqual([
        'clutter',
        'clutter',
      ])
    },
  )

  test('a line that tells where or by whom the page was posted', () => {
    expect(placesOf(`Posted in: Leeds, children and families by a blogger of the city.\n\n${article}`)[1]).toBe(
      'clutter',
    )
  })

  test('what a page adds below it without full stops', () => {
    expect(placesOf(`${article}ALSO\nTorbay: first letter due\nHead 'should go', says union`).slice(-3)).toEqual([
      'clutter',
      'clutter',
      'clutter',
    ])
  })
})

describe('a part of the article is', () => {
  test('what a speaker says in quotes, or a live blog at a time', () => {
    expect(placesOf(`${article}Cllr Doe said: "I will go."\n11.40 That is it.`).slice(-2)).toEqual(['body', 'body'])
  })

  test('a list below a line that leads on to it, and the council that signs', () => {
    expect(placesOf(`${article}It is to:\n1. appoint a director`).at(-1)).toBe('body')
    expect(placesOf(`${article}WIGAN COUNCIL\nMeeting closed`).at(-2)).toBe('body')
  })
})

test('the name of the site and the headline once more are none of the two paragraphs of the lead', () => {
  const above = `WIGAN WEEKLY – news, views and sport for the whole of the borough\n\n${title}\n\n`
  expect(placesOf(`${above}${article}`)).toEqual(['headline', 'lead', 'lead', 'lead', 'lead', 'body', 'body'])
})

test('a title of two sentences is the headline as a whole', () => {
  expect(placesOf('Who went and what they looked at', 'On the mend? What letters say')).toEqual(['headline', 'lead'])
})
