import { expect, test } from 'vitest'
import { eachKept } from '../../src/cli/kept-documents.ts'
import type { KeptItem } from '../../src/store/scan-items.ts'
import { buildItem } from '../helpers/build.ts'

const at = new Date('2026-03-01T12:00:00Z')
const span = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') }

function keptItem(id: string, overrides: Partial<KeptItem> = {}): KeptItem {
  const item = buildItem({ id, published: at.toISOString() })
  return {
    item,
    state: 'classified',
    recorded: at,
    document: { id, title: 'T', text: 'abcdef' },
    findings: [],
    ...overrides,
  }
}

async function each(items: KeptItem[], { mostCharacters = 100, stopAfter = Infinity } = {}) {
  const stopping = new AbortController()
  const taken: string[] = []
  const store = {
    items: {
      async *scan() {
        yield* items
      },
    },
  }
  const seen = await eachKept(
    { store, span, mostCharacters, stopping: stopping.signal, screen: { progress: () => undefined } },
    ({ document }) => {
      taken.push(document.text)
      if (taken.length === stopAfter) stopping.abort()
    },
  )
  return { seen, taken }
}

test('texts are cut as by the worker', async () => {
  expect((await each([keptItem('a')], { mostCharacters: 3 })).taken).toEqual(['abc'])
})

test('an item that bears no date, or one that cannot be, counts from when it was seen', async () => {
  const undated = keptItem('a', { item: buildItem({ id: 'a', published: null, updated: null }) })
  const ahead = keptItem('b', { item: buildItem({ id: 'b', published: '2031-01-01T00:00:00Z' }) })
  const early = keptItem('c', { item: buildItem({ id: 'c', published: '2026-02-01T00:00:00Z' }) })
  expect((await each([undated, ahead, early])).seen?.taken).toBe(2)
})

test('being asked to stop ends it, with nothing to show', async () => {
  const { seen, taken } = await each([keptItem('a'), keptItem('b'), keptItem('c')], { stopAfter: 2 })
  expect({ seen, taken: taken.length }).toEqual({ seen: null, taken: 2 })
})
