import fc from 'fast-check'

export type TextMutation = { how: string; at: number; to: number; what: string; times: number }

const place = fc.double({ min: 0, max: 1, noNaN: true })

/** Up to a dozen ways to damage a text one after the other; `rubbish` is put in besides any other characters, up to `mostTimes` in a row. */
export const textMutations = (rubbish: readonly string[], mostTimes: number): fc.Arbitrary<TextMutation[]> =>
  fc.array(
    fc.record({
      how: fc.constantFrom('cut', 'insert', 'repeat', 'move', 'truncate'),
      at: place,
      to: place,
      what: fc.oneof(fc.constantFrom(...rubbish), fc.string({ maxLength: 20 })),
      times: fc.integer({ min: 1, max: mostTimes }),
    }),
    { minLength: 1, maxLength: 12 },
  )

/** The text as the steps leave it, never longer than `longest` characters. */
export const mutatedText = (original: string, steps: readonly TextMutation[], longest: number): string =>
  steps.reduce((text, { how, at, to, what, times }) => {
    const from = Math.floor(Math.min(at, to) * text.length)
    const end = Math.min(Math.floor(Math.max(at, to) * text.length), from + 2000)
    const [before, part, after] = [text.slice(0, from), text.slice(from, end), text.slice(end)]
    const changed = {
      cut: () => before + after,
      insert: () => before + what.repeat(times) + part + after,
      repeat: () => before + part.repeat(1 + (times % 100)) + after,
      move: () => after + part + before,
      truncate: () => before,
    }[how]
    return (changed?.() ?? text).slice(0, longest)
  }, original)
