import { describe, expect, test } from 'vitest'
import { targets } from '../../src/rules/targets.ts'
import { castIn } from './cast-in.ts'

/** Whom the words between two asterisks mean: a name, or the role of somebody without one. */
function meant(text: string) {
  const { cast, hit } = castIn(text)
  return targets(cast, hit).map(({ name, role }) => name ?? role)
}

describe('whom a sign means', () => {
  test('is the mayor who faces demands, which are no words of his', () => {
    expect(meant("Wigan's mayor, John Bell, faced *demands to step down* last night.")).toEqual(['John Bell'])
  })

  test('is who told the chief executive that he would go', () => {
    const text =
      "The director of children's services, John Bell, has resigned. Mr Bell told Wigan's chief executive that *he would be going*."
    expect(meant(text)).toEqual(['John Bell'])
  })

  test('is none who has gone, and whom others should follow', () => {
    expect(meant('The leader of Wigan Council, Ann Lee, should *follow director John Bell out of the door*.')).toEqual([
      'Ann Lee',
    ])
  })

  test('is who steps down as the director of a council named before the office', () => {
    expect(meant("Ann Lee *is to step down* as Norfolk's director of children's services.")).toEqual(['Ann Lee'])
  })
})
