import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { explain } from '../../src/rules/explain.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()

/** Words the rules look for, so that chance puts findings together as well as nonsense. */
const cues = fc.constantFrom(
  'Sandwell',
  'Wirral’s',
  'Council',
  "children's services",
  'children’s',
  'Ofsted',
  'INADEQUATE',
  '‘inadequate’',
  'rated',
  'has been',
  'remains',
  'good',
  'monitoring visit',
  'seventh',
  'statutory direction',
  'issued',
  'the Department for Education',
  'commissioner',
  'appointed',
  'called for',
  'council leader',
  'Steve Eling',
  'to resign',
  'has resigned',
  'director of children’s services',
  'in 2016',
  'last year',
  '.',
  '!',
  ',',
  '\n',
  '\r\n',
  '\n\n',
  '\u00a0',
  '\t',
  '“',
  '”',
  '?s',
  '•',
  '|',
  'Comments',
  'and',
  'the',
  'İ',
  'ß',
  '👶🏽',
  '\u0000',
  '\ud800',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(cues, { maxLength: 60 }).map((words) => words.join(' ')),
  fc.array(fc.oneof(cues, fc.string({ unit: 'grapheme' })), { maxLength: 60 }).map((words) => words.join('')),
)
const anyDocument = fc.record({
  id: fc.string(),
  title: anyText,
  text: anyText,
  published: fc.oneof(fc.constant(null), fc.constant('2018-01-29'), fc.string()),
})

describe('any text', () => {
  test('classifies without throwing, the same way each time, with evidence that quotes it exactly', () => {
    let findings = 0
    fc.assert(
      fc.property(anyDocument, (document) => {
        const found = classify(rules, document)
        const whole = `${document.title}\n${document.text}`
        for (const { evidence } of found)
          for (const { sentence, start, end } of evidence) expect(whole.slice(start, end)).toBe(sentence)
        expect(classify(rules, document)).toEqual(found)
        findings += found.length
      }),
      { numRuns: 1000 },
    )
    expect(findings).toBeGreaterThan(0)
  })

  test('is explained without throwing, with the findings that classifying gives', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(explain(rules, document).flatMap(({ findings }) => findings)).toEqual(classify(rules, document))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a large document', () => {
  const paragraph =
    'Ofsted has rated Sandwell Council’s children’s services inadequate, and an MP called for council leader Steve Eling to resign over it. '
  /** The best of three: other programs on the machine only ever make it slower. */
  const millisecondsFor = (length: number) => {
    const text = paragraph.repeat(Math.ceil(length / paragraph.length)).slice(0, length)
    const times = [1, 2, 3].map(() => {
      const started = performance.now()
      classify(rules, { id: 'large', title: '', text })
      return performance.now() - started
    })
    return Math.min(...times)
  }

  test('of eight times the length takes about eight times as long, not sixty-four times', () => {
    millisecondsFor(40_000)
    const small = millisecondsFor(40_000)
    expect(millisecondsFor(320_000)).toBeLessThan(small * 32)
  }, 60_000)
})
