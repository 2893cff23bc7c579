import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { automatonOf } from '../../src/rules/automaton.ts'
import type { Hit } from '../../src/rules/hits.ts'
import { Lexicon } from '../../src/rules/lexicon.ts'
import { compileMatcher, match } from '../../src/rules/matcher.ts'
import { networkOf } from '../../src/rules/network.ts'
import type { Step } from '../../src/rules/phrase.ts'
import { tokenise, type Tokens } from '../../src/rules/tokens.ts'

type Lists = ReadonlyMap<string, readonly Step[][]>

/** Where a sequence of steps that begins at a token may end: by trying everything. */
function endsOf(steps: readonly Step[], at: number, end: number, text: Tokens, lists: Lists, people: Hit[]): number[] {
  const [step, ...rest] = steps
  if (step === undefined) return [at]
  const then = (next: number) => endsOf(rest, next, end, text, lists, people)
  const word = at < end ? text.tokens[at]?.word : undefined
  if ('word' in step) return word === step.word ? then(at + 1) : []
  if ('gap' in step)
    return Array.from({ length: step.gap + 1 }, (_, skip) => at + skip)
      .filter((next) => next < end)
      .flatMap(then)
  const ways = 'either' in step ? step.either : (lists.get(step.concept) ?? [])
  const found = ways.flatMap((way) => endsOf(way, at, end, text, lists, people))
  if ('concept' in step && step.concept === 'person')
    found.push(...people.filter(({ from }) => from === at && at < end).map(({ to }) => to))
  if ('concept' in step && step.concept === 'number' && (word === 'seven' || word === '7')) found.push(at + 1)
  return found.flatMap(then)
}

function byTrying(name: string, text: Tokens, lists: Lists, people: Hit[]): Hit[] {
  return text.sentences.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, index) => from + index).flatMap((start) => {
      const ends = (lists.get(name) ?? []).flatMap((phrase) => endsOf(phrase, start, to, text, lists, people))
      return [...new Set(ends)].toSorted((a, b) => a - b).map((end) => ({ from: start, to: end }))
    }),
  )
}

const word = fc.constantFrom('a', 'b', 'c', 'seven').map((one): Step => ({ word: one }))
const { step } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.constantFrom<Step>({ concept: 'inner' }, { concept: 'number' }, { concept: 'person' }),
    fc.integer({ min: 1, max: 4 }).map((gap): Step => ({ gap })),
    fc.array(tie('steps'), { minLength: 1, maxLength: 3 }).map((either): Step => ({ either })),
  ),
  steps: fc.array(tie('step'), { maxLength: 3 }),
}))
const isInner = (one: Step): boolean =>
  'concept' in one ? one.concept === 'inner' : 'either' in one && one.either.some((way) => way.some(isInner))
const phrase = fc
  .tuple(word, fc.array(step, { maxLength: 4 }), word)
  .map(([first, steps, last]) => [first, ...steps, last])
const phrases = fc.array(phrase, { minLength: 1, maxLength: 4 })
const anyLists = fc.record({
  one: phrases,
  two: fc.oneof(
    phrases,
    fc.constant<Step[][]>([[{ concept: 'inner' }]]),
    fc.constant<Step[][]>([[{ concept: 'person' }]]),
  ),
  inner: fc
    .oneof(
      word.map((one) => [[one]]),
      phrases,
    )
    .map((list) => list.map((steps) => steps.filter((one) => !isInner(one)))),
})
const anyText = fc
  .array(fc.constantFrom('a', 'b', 'c', 'a', 'b', 'c', 'seven', '7', 'unknown', '\\n'), { maxLength: 40 })
  .map((parts) => tokenise(parts.join(' ').replaceAll('\\n', '\n')).tokens.map(({ word: one }) => one))

/** A text of words, a line end after each tenth, and people of up to three words in it. */
const anyCase = fc.record({ lists: anyLists, words: anyText, people: fc.array(fc.nat(39), { maxLength: 5 }) })

function caseOf({ lists, words, people }: { lists: Record<string, Step[][]>; words: string[]; people: number[] }) {
  const named: Lists = new Map(Object.entries(lists))
  const lines = words.map((one, index) => (index % 10 === 9 ? `${one}\n` : one)).join(' ')
  const spans = [...new Set(people)].flatMap((from): Hit[] =>
    from < words.length && from % 10 < 8 ? [{ from, to: Math.min(from + 1 + (from % 3), words.length) }] : [],
  )
  return { named, lines, spans }
}

describe('a matcher', () => {
  test('finds of any phrases in any text what trying everything finds, in the order of the text, the shorter first', () => {
    let hits = 0
    fc.assert(
      fc.property(anyCase, (one) => {
        const { named, lines, spans } = caseOf(one)
        const matcher = compileMatcher(named)
        const text = tokenise(lines, matcher.lexicon)
        const found = match(matcher, text, new Map([['person', spans]]))
        for (const name of named.keys()) {
          const expected = byTrying(name, text, named, spans)
          expect(found.get(name) ?? []).toEqual(expected)
          hits += expected.length
        }
      }),
      { numRuns: 2000 },
    )
    expect(hits).toBeGreaterThan(1000)
  })

  test('that forgets its states at every sentence finds the same', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { named, lines } = caseOf(one)
        const lexicon = new Lexicon()
        const network = networkOf([...named.values()], named, lexicon)
        const text = tokenise(lines, lexicon)
        const run = (most: { states: number; ways: number }) => {
          const found: (Hit[] | undefined)[] = []
          automatonOf(network, lexicon, most).run(
            text.tokens.map(({ id }) => id),
            text.sentences,
            found,
          )
          return found
        }
        expect(run({ states: 0, ways: 0 })).toEqual(run({ states: 1e6, ways: 1e6 }))
      }),
      { numRuns: 300 },
    )
  })

  test('gives lists of the same phrases the same hits, and lists of which nothing was found none', () => {
    const same: Step[][] = [[{ word: 'a' }]]
    const matcher = compileMatcher(
      new Map([
        ['one', same],
        ['two', [[{ concept: 'one' }]]],
        ['three', [[{ word: 'z' }]]],
      ]),
    )
    const found = match(matcher, tokenise('b a', matcher.lexicon), new Map())
    expect(found.get('one')).toEqual([{ from: 1, to: 2 }])
    expect(found.get('two')).toBe(found.get('one'))
    expect([found.get('three'), found.get('four')]).toEqual([undefined, undefined])
  })

  test('lets a span that code found go on behind the end of its sentence', () => {
    const matcher = compileMatcher(new Map([['dated', [[{ word: 'in' }, { concept: 'past-date' }]]]]))
    const text = tokenise('Built in May\n2016 again', matcher.lexicon)
    const found = match(matcher, text, new Map([['past-date', [{ from: 2, to: 4 }]]]))
    expect(found.get('dated')).toEqual([{ from: 1, to: 4 }])
  })
})
