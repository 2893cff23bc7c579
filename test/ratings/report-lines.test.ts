import { expect, test } from 'vitest'
import { joined, linesOf } from '../../src/ratings/report-lines.ts'

const texts = (...pages: string[]) => linesOf(pages).map(({ text }) => text)

test('spaces, ligatures, hyphens and invisible characters become what a reader sees', () => {
  expect(
    texts('\ufeffEﬀective\u00a0and  ﬁrst\u200b \r\nlong\ufffestanding, exper\u00ad\r\nience\t\x07 x\u00ady\r\n \r\n'),
  ).toEqual(['Effective and first', 'long-standing, experience xy'])
})

test('page numbers go, and headers but where they stand first', () => {
  const page = (number: number) =>
    [
      `Inspection of Hull local authority children’s services`,
      `2 to 13 March 2026 ${number}`,
      `Text ${'abc'[number - 1]}.`,
      `Page ${number} of 3`,
    ].join('\n')
  expect(texts(page(1), page(2), page(3))).toEqual([
    'Inspection of Hull local authority children’s services',
    '2 to 13 March 2026 1',
    'Text a.',
    'Text b.',
    'Text c.',
  ])
})

test('a header on the second of two pages goes where it says the title again', () => {
  const first = ['Inspection of Hull local', 'authority children’s services', 'The text goes on'].join('\n')
  const second = ['Inspection of Hull local authority children’s services 2', 'and ends.'].join('\n')
  expect(texts(first, second).slice(2)).toEqual(['The text goes on', 'and ends.'])
})

test('a sentence that stands twice in the middle of pages stays', () => {
  const lines = ['One line', 'Two lines', 'Three lines', 'This is said twice', 'Four lines', 'Five lines', 'Six lines']
  expect(texts(lines.join('\n'), lines.join('\n')).filter((text) => text === 'This is said twice')).toHaveLength(2)
})

test('lines are joined with a space, but after a hyphen', () => {
  expect(joined(['Good multi-', 'agency work', '–', 'and more'])).toBe('Good multi-agency work – and more')
})
