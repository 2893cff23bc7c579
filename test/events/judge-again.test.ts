import { expect, test } from 'vitest'
import { toldOf, type Told } from '../../src/events/feedback.ts'
import { judgeAgain } from '../../src/events/judge-again.ts'
import type { Document } from '../../src/rules/finding.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { rulesTextWith } from '../rules/altered.ts'
import { rulesOf } from '../rules/shipped.ts'

const inUse = rulesOf()
const silent = rulesOf(rulesTextWith({ 'monitoring-visit': 1000 }))
const sentence =
  "Ofsted has published the letter from its third monitoring visit to Leeds Council's children's services."
const evidence = [{ sentence, start: 0, end: sentence.length, why: 'a monitoring visit is reported' }]
const source = (itemId: string, more = {}) =>
  buildSource({ itemId, title: 'Letter on Leeds', evidence, fields: { number: 3 }, ...more })
const event = buildEvent({ rule: 'monitoring-visit', authority: 'Leeds', fields: { number: 3 } })
const told = (sources = [source('a')]): Told => toldOf({ ...event, sources }, 1, () => 'Leeds: third monitoring visit')
const text = (id: string, of = sentence): [string, Document] => [id, { id, title: 'Letter on Leeds', text: of }]
const judge = (rules = inUse, documents: [string, Document][] = [], what = told()) =>
  judgeAgain({ told: what, documents: new Map(documents), rules, inUse })

test('an event is told again if the text of one of its items still tells of it', () => {
  expect(judge(inUse, [text('a')])).toEqual({ outcome: 'told', by: 'texts' })
  const two = told([source('a'), source('b')])
  expect(judge(inUse, [text('a', 'Nothing here.'), text('b')], two)).toEqual({ outcome: 'told', by: 'texts' })
})

test('an event is no longer told if none of the texts tells of it', () => {
  expect(judge(silent, [text('a')])).toEqual({ outcome: 'silent', by: 'texts' })
  expect(judge(inUse, [text('a', 'Leeds won the cup.')])).toEqual({ outcome: 'silent', by: 'texts' })
})

test('of another authority or another visit it is another event', () => {
  const ofKent: Document = { id: 'a', title: 'A letter', text: sentence.replace('Leeds', 'Kent') }
  expect(judge(inUse, [['a', ofKent]])).toEqual({ outcome: 'silent', by: 'texts' })
  expect(judge(inUse, [text('a', sentence.replace('third', 'fourth'))])).toEqual({ outcome: 'silent', by: 'texts' })
})

test('where the text is gone its sentences are judged, and that is said', () => {
  expect(judge(inUse)).toEqual({ outcome: 'told', by: 'sentences' })
  expect(judge(silent)).toEqual({ outcome: 'silent', by: 'sentences' })
  const half = told([source('a'), source('b')])
  expect(judge(silent, [text('a')], half)).toEqual({ outcome: 'silent', by: 'sentences' })
})

test('where the sentences alone never told of it, nothing is said of it', () => {
  const lost = told([source('a', { evidence: [{ ...evidence[0], sentence: 'It was a hard year.' }] })])
  expect(judge(silent, [], lost)).toEqual({ outcome: 'unknown', by: null })
  expect(judge(inUse, [], lost)).toEqual({ outcome: 'unknown', by: null })
  // One item that cannot be judged may tell of it, whatever the others do.
  expect(
    judge(silent, [text('b')], told([...lost.sources.map(() => source('a', { evidence: [] })), source('b')])),
  ).toEqual({
    outcome: 'unknown',
    by: null,
  })
  expect(judge(inUse, [], told([]))).toEqual({ outcome: 'unknown', by: null })
})

test('what Ofsted itself published is told whatever the rules say', () => {
  const ofsted = told().sources.map((one) => ({ ...one, isReport: true }))
  expect(judge(silent, [text('a')], { ...told(), sources: ofsted })).toEqual({ outcome: 'told', by: 'ofsted' })
})

test('a rule that is no longer in the file tells of nothing', () => {
  const facts = new Map([...inUse.facts].filter(([id]) => id !== 'monitoring-visit'))
  expect(judge({ ...inUse, facts }, [text('a')])).toEqual({ outcome: 'silent', by: 'texts' })
})
