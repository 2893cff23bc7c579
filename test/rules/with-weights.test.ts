import { expect, test } from 'vitest'
import { withWeights } from '../../src/rules/with-weights.ts'

const text = `# Kept
rules:
  - id: one   # also kept
    cues: { old: -4, new: 2.5 }
    signals:
      - weight:   3
`

test('numbers are put in their places, and all else stays as it was', () => {
  const changed = withWeights(text, [
    { path: ['rules', 0, 'cues', 'new'], value: -0.25 },
    { path: ['rules', 0, 'signals', 0, 'weight'], value: 12 },
  ])
  expect(changed).toBe(text.replace('2.5', '-0.25').replace('weight:   3', 'weight:   12'))
})

test('a path at which no number stands is refused', () => {
  const put = (path: (string | number)[]) => () => withWeights(text, [{ path, value: 1 }])
  expect(put(['rules', 0, 'id'])).toThrow('expected a number at rules.0.id of the rules')
  expect(put(['rules', 1, 'weight'])).toThrow('expected a number at rules.1.weight of the rules')
})
