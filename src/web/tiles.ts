import { mapSize, tileLayout, type Tile } from './tile-layout.ts'

const byName = new Map(tileLayout.map((tile) => [tile.name, tile]))

/** The tile of each authority; those that the layout does not know lie in rows below the map, so that none is lost. `height` in tiles. */
export function tilesOf(names: readonly string[]): { tiles: Tile[]; height: number } {
  const known = names.flatMap((name) => byName.get(name) ?? [])
  const others = names
    .filter((name) => !byName.has(name))
    .map((name, index): Tile => ({
      name,
      letters: name.slice(0, 3),
      x: index % mapSize.width,
      y: mapSize.height + 1 + Math.floor(index / mapSize.width),
    }))
  return { tiles: [...known, ...others], height: (others.at(-1)?.y ?? mapSize.height - 1) + 1 }
}
