import { describe, expect, test } from 'vitest'
import { judge } from '../../src/rules/judge.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { smallRules } from './small-rules.ts'

const lead =
  'Leeds heard the first of it from people in the street.\n\nThe second paragraph says more of Leeds and its plans.\n\n'

/** The score of each authority; null where the document is none of the rule's business. */
function scores(given: Parameters<typeof smallRules>[0], text: string, title = '') {
  const rules = smallRules(given)
  const judgement = judge(rules, readDocument(rules, { title, text, published: '2024-05-01' }), 0, 'all')
  if (judgement === null || judgement.out !== null) return null
  return Object.fromEntries(judgement.verdicts.map(({ authority, score }) => [authority, score]))
}

describe('the score of an authority', () => {
  test('is the weight of the signal, and what its place adds or takes', () => {
    expect(scores({}, 'Leeds has a verdict.')).toEqual({ Leeds: 2 })
    expect(scores({}, 'Leeds has more.', 'The verdict on Leeds is out today')).toEqual({ Leeds: 3 })
    expect(scores({}, `${lead}In the end there is a verdict on Leeds, long awaited.`)).toEqual({ Leeds: 1 })
  })

  test('gains a quarter of what two further sentences come to, and no more', () => {
    const said = 'Leeds has a verdict. '
    expect(scores({}, said.repeat(2))).toEqual({ Leeds: 2.5 })
    expect(scores({}, said.repeat(3))).toEqual({ Leeds: 3 })
    expect(scores({}, said.repeat(9))).toEqual({ Leeds: 3 })
  })

  test('takes the best place of a sentence alone', () => {
    expect(scores({}, 'Leeds has a verdict, a verdict and a verdict.')).toEqual({ Leeds: 2 })
  })

  test('is reckoned for each authority by itself', () => {
    expect(scores({}, 'Leeds has a verdict. Leeds has a verdict. Wigan has a verdict.')).toEqual({
      Leeds: 2.5,
      Wigan: 2,
    })
  })

  test('is none of a page’s clutter', () => {
    expect(scores({}, `${lead}Related stories\nLeeds has a verdict.`)).toEqual({})
  })
})

describe('a cue', () => {
  const cues =
    '{ old: { says: told as old, sentence: { any: [last year] } }, fresh: { says: told as new, sentence: { any: [today] } } }'

  test('adds its points to the place it stands beside', () => {
    const rule = 'cues: { old: -1.5, fresh: 0.5 }'
    expect(scores({ cues, rule }, 'Leeds had a verdict last year.')).toEqual({ Leeds: 0.5 })
    expect(scores({ cues, rule }, 'Leeds has a verdict today.')).toEqual({ Leeds: 2.5 })
    expect(scores({ cues, rule }, 'Leeds has a verdict today, as last year.')).toEqual({ Leeds: 1 })
  })

  test('of a signal comes before that of its rule', () => {
    const given = { cues, rule: 'cues: { old: -1.5 }', signal: 'cues: { old: 4 }' }
    expect(scores(given, 'Leeds had a verdict last year.')).toEqual({ Leeds: 6 })
  })

  test('that is out makes the place count for nothing', () => {
    expect(scores({ cues, rule: 'cues: { old: out }' }, 'Leeds had a verdict last year.')).toEqual({})
  })

  test('tells where the authority is named elsewhere, and where the article is about another', () => {
    const rule = 'cues: { carried: -0.5, minor: -1 }'
    expect(scores({ rule }, 'Leeds waits. There is a verdict.')).toEqual({ Leeds: 1.5 })
    expect(scores({ rule }, 'Leeds, Leeds and Leeds again. Wigan has a verdict.', 'All about Leeds and Leeds')).toEqual(
      {
        Wigan: 1,
      },
    )
  })

  test('tells where there is no more than a headline', () => {
    const rule = 'cues: { alone: 1.5 }'
    expect(scores({ rule }, '', 'The verdict on Leeds is out today')).toEqual({ Leeds: 4.5 })
    expect(scores({ rule }, 'More of it follows here.', 'The verdict on Leeds is out today')).toEqual({ Leeds: 3 })
  })
})

describe('context', () => {
  const rule = 'context: [{ why: a report, weight: 0.5, any: [report], where: [headline, lead] }]'

  test('counts once, for every authority, wherever it stands', () => {
    const text = 'A report is out. The report is long. Leeds has a verdict. Wigan has a verdict.'
    expect(scores({ rule }, text)).toEqual({ Leeds: 2.5, Wigan: 2.5 })
  })

  test('counts only in its places, and not without a signal', () => {
    expect(scores({ rule }, `${lead}A report on Leeds holds a verdict, among much else.`)).toEqual({ Leeds: 1 })
    expect(scores({ rule }, 'A report on Leeds is out.')).toEqual({})
  })
})

describe('a scope', () => {
  const scopes = '{ sea: { says: the sea, any: [ships], outweighs: [trains] } }'

  test('that the article is not in adds its points', () => {
    const rule = 'scopes: { sea: -1 }'
    expect(scores({ scopes, rule }, 'Leeds has a verdict on ships.')).toEqual({ Leeds: 2 })
    expect(scores({ scopes, rule }, 'Leeds has a verdict.')).toEqual({ Leeds: 1 })
    expect(scores({ scopes, rule }, 'Leeds has a verdict on ships, trains and more trains.')).toEqual({ Leeds: 1 })
  })

  test('that is out makes the document none of the rule’s business', () => {
    expect(scores({ scopes, rule: 'scopes: { sea: out }' }, 'Leeds has a verdict.')).toBeNull()
  })
})
