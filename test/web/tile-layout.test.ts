import { expect, test } from 'vitest'
import { mapSize, tileLayout } from '../../src/web/tile-layout.ts'
import { tilesOf } from '../../src/web/tiles.ts'
import { testConfig } from '../helpers/config.ts'

const { list } = testConfig().authorities
const today = list.filter(({ former }) => !former).map(({ name }) => name)

test('each authority of today has one tile, and nobody else has one', () => {
  expect(tileLayout.map(({ name }) => name).toSorted()).toEqual(today.toSorted())
  expect(today).toHaveLength(153)
})

test('no two tiles lie on each other, or have the same letters', () => {
  expect(new Set(tileLayout.map(({ x, y }) => `${x} ${y}`)).size).toBe(tileLayout.length)
  expect(new Set(tileLayout.map(({ letters }) => letters)).size).toBe(tileLayout.length)
  for (const { letters } of tileLayout) expect(letters).toMatch(/^[A-Za-z]{2,3}$/)
})

test('who lies north or east of whom in England does so on the map', () => {
  const at = (name: string) => tileLayout.find((tile) => tile.name === name)!
  const isNorth = (one: string, other: string) => at(one).y < at(other).y
  const isEast = (one: string, other: string) => at(one).x > at(other).x
  expect(isNorth('Northumberland', 'County Durham')).toBe(true)
  expect(isNorth('Leeds', 'Sheffield')).toBe(true)
  expect(isNorth('Birmingham', 'Bristol')).toBe(true)
  expect(isEast('Norfolk', 'Leicester')).toBe(true)
  expect(isEast('Hackney', 'Ealing')).toBe(true)
  expect(isEast('Devon', 'Cornwall')).toBe(true)
  expect(isEast('Leeds', 'Liverpool')).toBe(true)
})

test('an authority that the map does not know has a tile below it, so that none is lost', () => {
  const many = Array.from({ length: 20 }, (_, index) => `Newshire ${index}`)
  const { tiles, height } = tilesOf(['Kent', ...many, 'Leeds'])
  expect(tiles).toHaveLength(22)
  const others = tiles.filter(({ name }) => name.startsWith('Newshire'))
  expect(others.every(({ y }) => y > mapSize.height)).toBe(true)
  expect(others.every(({ x }) => x < mapSize.width)).toBe(true)
  expect(new Set(others.map(({ x, y }) => `${x} ${y}`)).size).toBe(20)
  expect(height).toBe(mapSize.height + 3)
  expect(tilesOf(['Kent']).height).toBe(mapSize.height)
})
