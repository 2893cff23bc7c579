import { expect, test } from 'vitest'
import { linesOf } from '../../src/cli/lines-of.ts'

async function linesIn(pieces: Iterable<string>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(
    (async function* () {
      yield* pieces
    })(),
  ))
    lines.push(line)
  return lines
}

test('lines come whole, wherever the pieces were cut, without their ends', async () => {
  expect(await linesIn(['a\r', '\nb', 'c\n', '\nd'])).toEqual(['a', 'bc', '', 'd'])
  expect(await linesIn([])).toEqual([])
})

test('what never ends a line is given up, and not gathered until memory is full', async () => {
  let asked = 0
  const endless = function* () {
    for (;;) {
      asked += 1
      yield 'x'.repeat(1_000_000)
    }
  }
  await expect(linesIn(endless())).rejects.toThrow('it has a line of more than 20 million characters')
  expect(asked).toBeLessThan(30)
})
