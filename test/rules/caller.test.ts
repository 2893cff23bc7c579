import { describe, expect, test } from 'vitest'
import { callerOf } from '../../src/rules/caller.ts'
import { castIn, listOf } from './cast-in.ts'

/** Who asks what stands between two asterisks. */
function caller(text: string, title?: string) {
  const { cast, hit } = castIn(text, title)
  return callerOf(cast, listOf('caller'), hit, null)?.name ?? null
}

describe('who calls', () => {
  test('is named before "said"', () => {
    expect(caller('The mayor of Wigan *should resign*, the group’s spokesman, Cllr Bob Hill, said today.')).toBe(
      'Bob Hill',
    )
  })

  test('is who speaks next, where the call is told of an MP or of a group', () => {
    const next = 'Bob Hill told the Commons that children had been failed.'
    expect(caller(`An MP *called for the leader of Wigan Council, John Bell, to resign*. ${next}`)).toBe('Bob Hill')
    expect(caller(`Wigan’s Conservatives *called on the leader of the council, John Bell, to resign*. ${next}`)).toBe(
      'Bob Hill',
    )
    expect(caller('Wigan’s Conservatives *called on the leader of the council to resign*.')).toBe('Conservatives')
  })

  test('are groups named after "by"', () => {
    const text = 'The *motion of no confidence* was put by the Liberal Democrats and the Conservatives at the meeting.'
    expect(caller(text)).toBe('Liberal Democrats and Conservatives')
  })

  test('is who moved a motion, not who seconded it, and has a title where the text has no first name', () => {
    const text =
      'It was moved by Councillor Snaith and seconded by Councillor Pybus: That this Council regrets it. It *asks the leader to resign*.'
    expect(caller(text)).toBe('Councillor Snaith')
  })

  test('is no place, and nobody whom a headline is about', () => {
    expect(caller('At a meeting in the chamber at Plough Gate people said the mayor *must go*.')).toBeNull()
    expect(caller('*MP tells leader to go*.', 'Star Hobson: MP tells leader to go')).toBeNull()
  })
})
