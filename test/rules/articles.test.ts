import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import type { Document } from '../../src/rules/finding.ts'
import { rulesOf } from './shipped.ts'

const folder = path.join(import.meta.dirname, '../fixtures/articles')
const rules = rulesOf()

const articles: { file: string; title: string; published: string; expected: Record<string, unknown>[] }[] = [
  {
    file: '000_88fa3d6e7ec25eff.txt',
    title: "Sandwell children's services still failing eight years on in damning Ofsted verdict",
    published: '2018-01-29T12:00:00Z',
    expected: [
      { rule: 'rating-change', authority: 'Sandwell', rating: 'inadequate', direction: 'unchanged' },
      {
        rule: 'resignation-call',
        authority: 'Sandwell',
        person: 'Steve Eling',
        role: 'council leader',
        caller: 'James Morris',
      },
    ],
  },
  {
    file: '001_7d6877c6dabc6ce8.txt',
    title: "Concerns remain at trust-run children's services, says Ofsted",
    published: '2018-10-02T09:00:00Z',
    expected: [
      { rule: 'monitoring-visit', authority: 'Sandwell', number: null },
      { rule: 'monitoring-visit', authority: 'Wirral', number: 7 },
    ],
  },
  {
    file: '002_e92166b10a8e28b1.txt',
    title: 'Two authorities blasted for ‘inadequate’ children’s services',
    published: '2018-01-29T15:30:00Z',
    expected: [
      { rule: 'rating-change', authority: 'Sandwell', rating: 'inadequate' },
      { rule: 'rating-change', authority: 'Buckinghamshire', rating: 'inadequate' },
    ],
  },
  {
    file: '003_7f5f98736f4a03e6.txt',
    title: "Government will help Sandwell's ailing children's unit",
    published: '2015-10-27T10:00:00Z',
    expected: [{ rule: 'ministerial-direction', authority: 'Sandwell', kind: 'statutory-direction' }],
  },
  {
    file: '004_95525dd6b3d042ed.txt',
    title: "Sandwell children's services remain 'inadequate'",
    published: '2018-01-29T13:10:00Z',
    expected: [
      { rule: 'rating-change', authority: 'Sandwell', rating: 'inadequate', direction: 'unchanged' },
      { rule: 'resignation-call', authority: 'Sandwell', person: 'Steve Eling' },
    ],
  },
]

/** The ways in which an article reaches the rules: raw, with its first line for a title, and as an item of a feed. */
function waysOf({ file, title, published }: (typeof articles)[number]): [string, Document][] {
  const raw = readFileSync(path.join(folder, file), 'utf8')
  const lineEnd = raw.indexOf('\n')
  const firstLine = { title: raw.slice(0, lineEnd), text: raw.slice(lineEnd + 1) }
  const rest = raw.startsWith(title) ? raw.slice(title.length).trimStart() : raw
  return [
    ['raw', { id: file, title: '', text: raw }],
    ['raw, with its date', { id: file, title: '', text: raw, published }],
    ['raw, with Windows line ends', { id: file, title: '', text: raw.replaceAll('\n', '\r\n') }],
    ['its first line as the title', { id: file, ...firstLine }],
    ['its first line as the title, with its date', { id: file, ...firstLine, published }],
    ['an item of a feed', { id: file, title, text: raw, published }],
    ['an item of a feed without its date', { id: file, title, text: raw }],
    ['an item of a feed, the headline not repeated', { id: file, title, text: rest, published }],
  ]
}

describe.each(articles)('$file', (article) => {
  test.each(waysOf(article))('%s: exactly the findings a reader makes', (_way, document) => {
    const findings = classify(rules, document)
    const told = findings.map(({ rule, authority }) => `${rule} ${authority}`)
    expect(told.toSorted()).toEqual(
      article.expected.map((finding) => `${String(finding['rule'])} ${String(finding['authority'])}`).toSorted(),
    )
    for (const expected of article.expected) {
      const found = findings.find(
        ({ rule, authority }) => rule === expected['rule'] && authority === expected['authority'],
      )
      expect({ ...found, ...found?.fields }).toMatchObject(expected)
    }
  })
})
