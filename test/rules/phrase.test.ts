import { describe, expect, test } from 'vitest'
import { compileMatcher, match } from '../../src/rules/matcher.ts'
import { readPhrase } from '../../src/rules/phrase.ts'
import { tokenise } from '../../src/rules/tokens.ts'

const irregular = new Map([['go', ['goes', 'went', 'gone', 'going']]])

/** The words of a text that phrases match, as the text has them. */
function found(text: string, phrases: string[], vocabularies: Record<string, string[]> = {}): string[] {
  const read = (list: string[]) =>
    list.map((phrase) => {
      const parsed = readPhrase(phrase, irregular)
      if (!parsed.ok) throw new Error(parsed.message)
      return parsed.steps
    })
  const lists = new Map(Object.entries({ ...vocabularies, wanted: phrases }).map(([name, list]) => [name, read(list)]))
  const matcher = compileMatcher(lists)
  const split = tokenise(text, matcher.lexicon)
  const hits = match(matcher, split, new Map()).get('wanted') ?? []
  return [...new Set(hits.map(({ from, to }) => text.slice(split.tokens[from]?.start, split.tokens[to - 1]?.end)))]
}

describe('a phrase', () => {
  test('matches whole words, whatever their capitals and apostrophes', () => {
    expect(
      found("CHILDREN’S services, childrens services, children services; mychildren's services", [
        "children's services",
      ]),
    ).toEqual(['CHILDREN’S services', 'childrens services', 'children services'])
  })

  test("takes 's after a group or a vocabulary as it stands", () => {
    expect(found("today's report, today report, Monday’s report", ["(today|monday)'s report"])).toEqual([
      "today's report",
      'Monday’s report',
    ])
  })

  test('with ~ matches all forms of a verb, regular or named', () => {
    expect(found('call calls called calling recall', ['~call'])).toEqual(['call', 'calls', 'called', 'calling'])
    expect(
      found('stop stopped stopping try tried rate rated rating go gone', ['~stop', '~try', '~rate', '~go']),
    ).toHaveLength(10)
  })

  test('takes alternatives, and words that may be left out', () => {
    expect(
      found('asked to stand down. told to step down. told to sit down', ['(asked|told) to (stand|step) down']),
    ).toEqual(['asked to stand down', 'told to step down'])
    expect(found('an improvement notice and a notice', ['a(n) notice', '[an improvement] notice'])).toContain(
      'an improvement notice',
    )
  })

  test('lets ... stand for up to five words and ..2 for up to two, within one sentence', () => {
    expect(found('rated a b c d e good', ['rated ... good'])).toEqual(['rated a b c d e good'])
    expect(found('rated a b c d e f good', ['rated ... good'])).toEqual([])
    expect(found('rated a b c good', ['rated ..2 good'])).toEqual([])
    expect(found('It was rated. Good news came', ['rated ... good'])).toEqual([])
  })

  test('uses vocabularies, which may use others', () => {
    expect(
      found('Ofsted handed it the lowest mark', ['{giving} ... {grade}'], {
        giving: ['~hand'],
        grade: ['inadequate', '{low} mark'],
        low: ['lowest', 'worst'],
      }),
    ).toEqual(['handed it the lowest mark'])
  })

  test.each([
    ['(asked|told', 'expected ) in the phrase'],
    ['asked) to go', 'expected no ) here'],
    ['... to go', 'expected a phrase that begins and ends with a word'],
    ['[to] [go]', 'at least one word that may not be left out'],
    ['rated (good [...])', 'a phrase that begins and ends with a word'],
    ['([...] rated|... judged) good', 'a phrase that begins and ends with a word'],
    ['rated ... [good]', 'a phrase that begins and ends with a word'],
    ['rated ..99 good', 'a gap of at most 20 words, found 99'],
    ['(asked|) to', 'words on both sides of |'],
  ])('%s is refused with the reason', (phrase, reason) => {
    expect(readPhrase(phrase, irregular)).toEqual({ ok: false, message: expect.stringContaining(reason) })
  })
})
