import { describe, expect, test } from 'vitest'
import { collectPhrasings } from '../../src/rules/unknown-phrasings.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const anchors = ['leader']
const about = (id: string, sentence: string) => ({
  id,
  title: '',
  text: `Children's services in Leeds were talked of by the council.\n\n${sentence}`,
})

function seen(...documents: Parameters<ReturnType<typeof collectPhrasings>['add']>[0][]) {
  const phrasings = collectPhrasings(rules, anchors)
  for (const document of documents) phrasings.add(document)
  return { most: phrasings.frequent(10), counts: phrasings.counts() }
}

const bowed = (id: string, what: string) => about(id, `The council leader bowed deeply to ${what}.`)

describe('phrasings that the rules do not know', () => {
  test('are counted over documents, with the first sentence and where it stands, the most frequent first', () => {
    const { most, counts } = seen(
      bowed('a', 'parents'),
      bowed('b', 'carers'),
      bowed('c', 'voters'),
      about('d', 'The council leader sang loudly at lunch.'),
      about('e', 'The council leader sang loudly at dinner.'),
    )
    expect(most).toEqual([
      { count: 3, pattern: '{leader} bowed deeply', sentence: 'The council leader bowed deeply to parents.', id: 'a' },
      { count: 2, pattern: '{leader} sang loudly', sentence: 'The council leader sang loudly at lunch.', id: 'd' },
    ])
    expect(counts).toMatchObject({ documents: 5, searched: 5, sentences: 5, isThinned: false })
  })

  test('one sentence that many papers print is one way to say it', () => {
    expect(seen(bowed('a', 'parents'), bowed('b', 'parents')).most).toEqual([])
  })

  test('sentences in which a signal of what was missed matches are known, and left out', () => {
    const label = { rule: 'resignation-call', authority: 'Kent' }
    const called = (id: string, day: string) => ({
      ...about(id, `An MP called for the council leader to resign on ${day}.`),
      findings: [label],
    })
    const { most, counts } = seen(called('a', 'Monday'), called('b', 'Friday'))
    expect(most).toEqual([])
    expect(counts.searched).toBe(2)
  })

  test('documents in which something was found are left out, and so are those in scope of no rule', () => {
    const found = {
      id: 'f',
      title: "Ofsted publishes letter on third monitoring visit to Leeds children's services",
      text: 'The council leader bowed deeply.',
    }
    const foreign = { id: 'g', title: 'A school play', text: 'The school leader, a teacher, bowed deeply to pupils.' }
    expect(seen(found, found, foreign, foreign).counts).toMatchObject({ documents: 4, sentences: 0 })
  })

  test('of labelled documents those alone are searched in which a label was not found', () => {
    const label = { rule: 'leadership-departure', authority: 'Leeds' }
    const { most, counts } = seen(
      { ...bowed('a', 'parents'), findings: [label] },
      { ...bowed('b', 'carers'), findings: [label] },
      { ...bowed('c', 'voters'), findings: [] },
    )
    expect(counts).toMatchObject({ documents: 3, searched: 2 })
    expect(most.map(({ count, pattern }) => ({ count, pattern }))).toEqual([
      { count: 2, pattern: '{leader} bowed deeply' },
    ])
  })

  test('of patterns that share three words in a row the first stands for all', () => {
    const phrasings = seen(
      ...['parents', 'carers', 'voters'].map((who, at) =>
        about(String(at), `The council leader gravely sang resounding hymns before ${who}.`),
      ),
    ).most
    expect(phrasings.map(({ pattern }) => pattern)).toEqual(['{leader} gravely sang resounding hymns'])
  })

  test('are forgotten where they were seen least, once there are too many, and that is told', () => {
    const phrasings = collectPhrasings(rules, anchors, 4)
    for (const what of ['parents', 'carers', 'voters']) phrasings.add(bowed(what, what))
    for (const verb of ['sang', 'ran', 'hid', 'fell']) phrasings.add(about(verb, `The council leader ${verb} loudly.`))
    expect(phrasings.counts().isThinned).toBe(true)
    expect(phrasings.frequent(10).map(({ count, pattern }) => [count, pattern])).toEqual([[3, '{leader} bowed deeply']])
  })
})
