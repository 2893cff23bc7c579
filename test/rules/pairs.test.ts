import { expect, test } from 'vitest'
import { castIn } from './cast-in.ts'

const asked =
  'The opposition has called on the leader of Wigan Council and its executive member for children to resign.'

/** Leaders whom the last sentence of a text names. */
function leaders(text: string) {
  const { cast } = castIn(text)
  return cast.leadersIn(cast.reading.sentences.length - 1).map(({ name, role }) => `${name}: ${role}`)
}

test('two offices and two people named together soon after belong together in that order', () => {
  expect(leaders(`${asked}\n\nCllr Bob Hill said that Andrew Western and Cath Hynes had not asked.`)).toEqual([
    'Andrew Western: leader of Wigan Council',
    'Cath Hynes: executive member for children',
  ])
  expect(leaders(`${asked}\n\nCllr Bob Hill said that Andrew Western told Cath Hynes.`)).toEqual([])
})
