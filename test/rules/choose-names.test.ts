import { expect, test } from 'vitest'
import { chooseNames } from '../../src/rules/choose-names.ts'

const known = ['Sandwell', 'Wirral', 'Kent']

test('names are known in any case, and once each', () => {
  expect(chooseNames('authority', ['sandwell ', 'Sandwell', 'KENT'], known)).toEqual({
    chosen: ['Sandwell', 'Kent'],
    faults: [],
  })
})

test('nothing asked for is null: everything', () => {
  expect(chooseNames('authority', [], known)).toEqual({ chosen: null, faults: [] })
})

test('a slip of the fingers gets the nearest name, something else none, and each fault is told', () => {
  expect(chooseNames('authority', ['Sandwel', 'Wirral', 'Atlantis-upon-Sea'], known).faults).toEqual([
    'There is no authority “Sandwel”. Did you mean “Sandwell”?',
    'There is no authority “Atlantis-upon-Sea”.',
  ])
})
