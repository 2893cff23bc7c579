import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatFault } from '../../src/rules/fault.ts'
import { readYaml } from '../../src/rules/yaml-file.ts'

const Schema = z.strictObject({
  name: z.string(),
  kind: z.enum(['rss', 'page']).default('rss'),
  feeds: z
    .array(
      z.strictObject({
        id: z.string(),
        every: z.union([z.number().int(), z.strictObject({ minutes: z.number() })]).default(5),
      }),
    )
    .default([]),
})

function faultsOf(text: string): string[] {
  const read = readYaml('x.yaml', text, Schema)
  return read.ok ? [] : read.faults.map(formatFault)
}

describe('reading a YAML file', () => {
  test('a sound file gives its value with defaults', () => {
    expect(readYaml('x.yaml', 'name: a\nfeeds:\n  - id: b\n', Schema)).toEqual({
      ok: true,
      value: { name: 'a', kind: 'rss', feeds: [{ id: 'b', every: 5 }] },
    })
  })

  test('every fault is told at once, each at its own line and column', () => {
    expect(faultsOf('name: 5\nkind: rrs\nfeeds:\n  - id: b\n    evry: 3\n  - every: x\n')).toEqual([
      'x.yaml:1:7  expected string, found 5',
      'x.yaml:2:7  expected one of "rss", "page", found "rrs"',
      'x.yaml:5:5  unknown key evry; did you mean every?',
      'x.yaml:6:5  expected the key id (string), which is missing',
      'x.yaml:6:12  expected number, or object, found "x"',
    ])
  })

  test('an unknown key far from any known one names those that are known', () => {
    expect(faultsOf('name: a\nzebra: 1\n')).toEqual([
      'x.yaml:2:1  unknown key zebra; expected one of name, kind, feeds',
    ])
  })

  test('a fault inside one of several alternatives is told there', () => {
    expect(faultsOf('name: a\nfeeds:\n  - id: b\n    every:\n      minutes: x\n')).toEqual([
      'x.yaml:5:16  expected number, found "x"',
    ])
  })

  test('a key that stands twice and broken syntax are faults with a place', () => {
    expect(faultsOf('name: a\nname: b\n')).toEqual([
      'x.yaml:2:1  expected each key once; this one stands in the same block before',
    ])
    expect(faultsOf('name: [a\n')[0]).toMatch(/^x\.yaml:2:1 {2}expected YAML; /)
  })

  test('of broken syntax the first fault is told, and not what follows from it', () => {
    expect(faultsOf('name: a\nfeeds:\n\t- id: b\n  - {id: [}\n: : :\n')).toHaveLength(1)
  })

  test('an empty file and aliases that unfold without end are faults, not exceptions', () => {
    expect(faultsOf('')).toEqual(['x.yaml:1:1  expected object, found null'])
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b, *b, *b]',
      'd: [*c, *c, *c]',
    ].join('\n')
    expect(faultsOf(bomb)).toEqual([expect.stringMatching(/aliases can be followed/)])
  })
})
