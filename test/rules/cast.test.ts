import { describe, expect, test } from 'vitest'
import { castIn } from './cast-in.ts'

/** Leaders whom the last sentence of a text names. */
function leaders(text: string, title?: string) {
  const { cast } = castIn(text, title)
  return cast.leadersIn(cast.reading.sentences.length - 1).map(({ name, role }) => `${name}: ${role}`)
}

describe('an office', () => {
  test('is told in the words of the article rather than of its headline', () => {
    const text = 'The leader of Wigan Council has said she will stay.\n\nAn MP said Ann Lee should go. Ann Lee said no.'
    expect(leaders(text, 'Council leader rejects call to go over report')).toEqual(['Ann Lee: leader of Wigan Council'])
  })

  test('goes with what its holder is responsible for', () => {
    expect(leaders('Marc Bell is the Cabinet Member responsible for Children and Families.')).toEqual([
      'Marc Bell: Cabinet Member responsible for Children and Families',
    ])
    expect(leaders("The director in charge of children's services, Ann Lee, has gone.")).toEqual([
      "Ann Lee: director in charge of children's services",
    ])
  })

  test('is held by whoever the text says has run the council, or "had been" it', () => {
    expect(leaders("Councillor Eric Ardwick, who's run the city council since 2021, was told to go in Wigan.")).toEqual(
      ['Eric Ardwick: leader'],
    )
    expect(leaders('Mr John Hill, an independent who has led the council for two years, came down the steps.')).toEqual(
      ['John Hill: leader'],
    )
    expect(
      leaders('An MP told Ann Lee that, since she had been lead member for children, the only place for her was home.'),
    ).toEqual(['Ann Lee: lead member for children'])
  })

  test('of another council is not that of the one the article is about', () => {
    const text =
      "Kent's director of children's services is leaving Kent County Council.\n\nFrances Craven told staff at Kent. Ms Craven said so.\n\nSurrey's own director, Jane Moore, said she would be missed."
    expect(leaders(text, 'Kent loses its director')).toEqual([])
  })
})
