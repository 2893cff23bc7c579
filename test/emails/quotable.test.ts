import { describe, expect, it } from 'vitest'
import { quotable } from '../../src/emails/quotable.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'

const rule = testConfig().rules.facts.get('rating-change')
const [besides = '', otherwise = ''] = rule?.besides ?? []
const evidence = (why: string, sentence: string) => ({ sentence, start: 0, end: sentence.length, why })
const quoteOf = (...sources: Parameters<typeof buildSource>[0][]) =>
  quotable(
    buildEvent({ sources: sources.map((source, index) => buildSource({ itemId: `s${index}`, ...source })) }),
    rule,
  ).sentence

const headline = 'Inspectors publish their report on Sandwell'
const proof = 'The council was judged inadequate.'

describe('the sentence to quote', () => {
  it('is one that says so, not one that only goes with it, though that names the authority', () => {
    expect(besides).not.toBe('')
    expect(quoteOf({ evidence: [evidence(besides, headline), evidence('a grade is given', proof)] })).toBe(proof)
  })

  it('is also found where one of its reasons is only a circumstance', () => {
    const both = 'Sandwell was judged inadequate, inspectors said.'
    expect(
      quoteOf({ evidence: [evidence('a grade is given', proof), evidence(`a grade is given; ${besides}`, both)] }),
    ).toBe(both)
    expect(
      quoteOf({ evidence: [evidence(`${besides}; ${otherwise}`, headline), evidence('a grade is given', proof)] }),
    ).toBe(proof)
  })

  it('goes before a circumstance of a surer source', () => {
    expect(
      quoteOf(
        { score: 9, evidence: [evidence(besides, headline)] },
        { score: 1, evidence: [evidence('a grade is given', proof)] },
      ),
    ).toBe(proof)
  })

  it('is a circumstance where there is nothing else', () => {
    expect(quoteOf({ evidence: [evidence(besides, headline)] })).toBe(headline)
    expect(quoteOf({ evidence: [] })).toBe('')
  })

  it('is by what Ofsted itself says, and by reasons that no rule gives any more', () => {
    expect(quoteOf({ evidence: [evidence(besides, headline), evidence('said by Ofsted itself', proof)] })).toBe(proof)
    expect(quoteOf({ evidence: [evidence(besides, headline), evidence('', proof)] })).toBe(proof)
  })
})
