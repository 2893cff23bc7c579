import { describe, expect, test } from 'vitest'
import { authoritiesOf } from '../../src/rules/attribute.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()

/** Whom the words between two asterisks are said of. */
function saidOf(title: string, text: string) {
  const plain = text.replaceAll('*', '')
  const start = title.length + 1 + text.indexOf('*')
  const end = title.length + text.lastIndexOf('*')
  const reading = readDocument(rules, { title, text: plain, published: '2024-05-01' })
  const from = reading.tokens.findIndex((token) => token.start >= start)
  const to = reading.tokens.findIndex((token) => token.start >= end)
  return authoritiesOf(reading, { from, to: to < 0 ? reading.tokens.length : to })
}

describe('what a sentence says', () => {
  test('is said of the authority it names before', () => {
    const said = saidOf('Two reports', 'Leeds was praised. Wigan was *rated inadequate* by Ofsted.')
    expect(said).toEqual({ authorities: ['Wigan'], carried: false, minor: false })
  })

  test('is said of a list of authorities as a whole', () => {
    expect(saidOf('Reports', 'Leeds, Wigan and Bury were each *rated inadequate*.').authorities).toEqual([
      'Leeds',
      'Wigan',
      'Bury',
    ])
  })

  test('is said of the second of two authorities that have a verb each', () => {
    const text = 'Luton was told to improve and Cambridgeshire was *rated inadequate* again.'
    expect(saidOf('Reports', text).authorities).toEqual(['Cambridgeshire'])
  })

  test('is said of the one that another only hangs on', () => {
    const text = 'Ealing, whose services are run with Brent, was *rated inadequate*.'
    expect(saidOf('Reports', text).authorities).toEqual(['Ealing'])
  })

  test('is said of the authority the article is about, where it names none', () => {
    const said = saidOf('Wigan children failed', 'Wigan has a new report. Services were *rated inadequate*.')
    expect(said).toEqual({ authorities: ['Wigan'], carried: true, minor: false })
  })

  test('is said of none, where the article names none', () => {
    expect(saidOf('Children failed', 'Services were *rated inadequate*.').authorities).toEqual([])
  })

  test('is said of the authority with which its paragraph began', () => {
    const more = 'Wigan was visited. Wigan was praised. Wigan has a plan.'
    const text = `${more}\n\nBury was seen at the same time and has gone one better. Services were *rated inadequate*.\n\n${more}`
    expect(saidOf('Wigan children: a plan', text).authorities).toEqual(['Bury'])
  })

  test('is told as minor, where the article is about another authority', () => {
    const text = 'Wigan council met. Wigan has a plan. Wigan hopes. Bury was *rated inadequate*.'
    expect(saidOf('Wigan children: a plan', text)).toEqual({ authorities: ['Bury'], carried: false, minor: true })
  })
})

describe('in a round-up', () => {
  test('each section tells of the authority in its heading', () => {
    const text =
      'Here is the week.\n\nWigan\nServices were praised.\n\nLEEDS (9 July).\nServices were *rated inadequate*.'
    expect(saidOf('This week in inspections of councils', text).authorities).toEqual(['Leeds'])
  })

  test('"both councils" are the two the article is about', () => {
    const text = 'Wigan and Bury were visited. Both councils were *rated inadequate*. Leeds was not.'
    expect(saidOf('Wigan and Bury', text).authorities).toEqual(['Wigan', 'Bury'])
  })

  test('"two councils" are the first two that it names', () => {
    const text =
      'Two councils were *served with notices*.\n\nThey are Wigan and Bury.\n\nElsewhere, Leeds City Council met.'
    expect(saidOf('Notices out', text).authorities).toEqual(['Wigan', 'Bury'])
  })

  test('"two other councils", or the two members of one, are not', () => {
    const text = (words: string) => `Wigan has news of ${words} being *sent in*.\n\nHelp came with Bury and with Leeds.`
    expect(saidOf('Wigan children', text('people from two other councils')).authorities).toEqual(['Wigan'])
    expect(saidOf('Wigan children', text('the two senior members')).authorities).toEqual(['Wigan'])
  })

  test('"three councils" are as many, and statistics are none', () => {
    const text = (words: string) => `Reports on ${words} were *published today*.\n\nThey are Wigan, Bury and Leeds.`
    expect(saidOf('Letters out', text('three failing councils')).authorities).toEqual(['Wigan', 'Bury', 'Leeds'])
    expect(saidOf('Letters out', text('12 failing councils')).authorities).not.toHaveLength(12)
  })
})

describe('a name in passing', () => {
  test.each([
    ['neighbouring Bury', 'Unlike neighbouring Bury, Wigan was *rated inadequate*.'],
    ["Bury's neighbour", "Bury's neighbour Wigan was *rated inadequate*."],
    ['a former post', 'Ann Lee, a former director of children’s services in Bury, saw Wigan *rated inadequate*.'],
  ])('is not whom it is said of: %s', (_, text) => {
    expect(saidOf('Children failed', text).authorities).toEqual(['Wigan'])
  })

  test.each([
    ['each of two joined by "and"', 'Unlike Bury and Leeds, Wigan was *rated inadequate*.'],
    ['whom somebody used to work for', 'Ann Lee, who used to run Bury Children’s Trust, saw Wigan *rated inadequate*.'],
    ['an authority that lends somebody', 'Wigan was *rated inadequate* and ministers drafted in Bury as commissioner.'],
    ['the county it lies in', 'Wigan was visited. The Lancashire town was *rated inadequate*.'],
    ['its own grade told in a clause', 'Wigan was *rated inadequate*. Bury, which has a grade of its own, will help.'],
  ])('is not whom it is said of, such as %s', (_, text) => {
    expect(saidOf('Children failed', text).authorities).toEqual(['Wigan'])
  })

  test('is not that of a leader who resigns “as leader of” it', () => {
    const said = saidOf('Wigan leader goes', 'John Roe *has resigned* as leader of Wigan after a report by Bury.')
    expect(said.authorities).toEqual(['Wigan'])
  })

  test('as a post counts, where the article is about that authority', () => {
    const text = 'The leader of Leeds City Council, Jane Doe, *has resigned*.'
    expect(saidOf('Council leader goes', text).authorities).toEqual(['Leeds'])
  })

  test('counts, where a commissioner is appointed for it', () => {
    const text = 'Wigan has a new director.\n\nThe minister *has appointed* a commissioner for Bury.'
    expect(saidOf('Wigan children: Wigan council told', text).authorities).toEqual(['Bury'])
  })

  test('as a post does not count, where the article is about another', () => {
    const text = 'Wigan is to have a commissioner.\n\nThat director of social services in Kent *has been appointed*.'
    expect(saidOf('Wigan children: Wigan council told', text).authorities).not.toContain('Kent')
  })

  test('does not make one of the name that begins the next sentence', () => {
    const text = 'It has looked at neighbouring Bury. Wigan was *rated inadequate*.'
    expect(saidOf('Children failed', text)).toEqual({ authorities: ['Wigan'], carried: false, minor: false })
  })

  test('at the end of the sentence before is none of its business', () => {
    const text = 'It told its neighbours\n\nWigan Council has been *rated inadequate*.'
    expect(saidOf('Children failed', text).authorities).toEqual(['Wigan'])
  })
})
