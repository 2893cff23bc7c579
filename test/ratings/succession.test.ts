import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { successionOf } from '../../src/ratings/succession.ts'
import { readAuthorities } from '../../src/rules/authorities.ts'

const read = readAuthorities('authorities.csv', readFileSync('config/authorities.csv', 'utf8'))
const bodies = read.ok ? read.value.list : []

test.each([
  ['North Northamptonshire', ['Northamptonshire']],
  ['West Northamptonshire', ['Northamptonshire']],
  ['Westmorland and Furness', ['Cumbria']],
  ['Bournemouth, Christchurch and Poole', ['Bournemouth', 'Poole', 'Dorset (county council to 2019)']],
  ['Dorset', ['Dorset (county council to 2019)']],
  ['Kent', []],
])('%s has the predecessors %j', (name, names) => {
  expect(successionOf(name, bodies).predecessors.map((one) => one.name)).toEqual(names)
  expect(successionOf(name, bodies).same).toEqual([])
})

test.each([
  ['Somerset', 'Somerset (county council to 2023)'],
  ['North Yorkshire', 'North Yorkshire (county council to 2023)'],
  ['Buckinghamshire', 'Buckinghamshire (county council to 2020)'],
])('%s is the body that was %s', (name, before) => {
  expect(successionOf(name, bodies)).toEqual({ same: [before], predecessors: [] })
})
