import { readFileSync } from 'node:fs'
import model from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'
import { readAuthorities } from '../src/rules/authorities.ts'
import { classify } from '../src/rules/classify.ts'
import { loadRules, type RuleSet } from '../src/rules/load.ts'
import { readDocument } from '../src/rules/reading.ts'
import { documentOf, readDocuments, textOf } from './classify/documents.ts'
import { moreRules } from './classify/more-rules.ts'
import { oneExpression } from './classify/one-expression.ts'
import { medianOf } from './classify/timing.ts'

/** How fast documents are classified: `npm run bench:classify`, or `npm run bench:classify -- FILE` for other documents, one as JSON on each line. */
const documents = readDocuments(process.argv[2])
const texts = documents.map(textOf)
const characters = texts.reduce((sum, { length }) => sum + length, 0)
const rulesText = readFileSync('config/rules.yaml', 'utf8')
const authorities = readAuthorities('authorities.csv', readFileSync('config/authorities.csv', 'utf8'))
if (!authorities.ok) throw new Error('config/authorities.csv has faults')

function ruleSetOf(text: string): RuleSet {
  if (!authorities.ok) throw new Error('config/authorities.csv has faults')
  const read = loadRules('rules.yaml', text, authorities.value)
  if (!read.ok) throw new Error(read.faults[0]?.message)
  return read.value
}

const rounds = { warmUp: 30, rounds: 15 }
const line = (what: string, ...cells: string[]) =>
  console.log(what.padEnd(46) + cells.map((cell) => cell.padStart(16)).join(''))
const rate = (milliseconds: number) => `${Math.round((documents.length / milliseconds) * 1000).toLocaleString('en')}`
const perDocument = (milliseconds: number) => `${((milliseconds * 1000) / documents.length).toFixed(0)}`

console.log(`${documents.length} documents of ${Math.round(characters / documents.length)} characters on average\n`)
line('', 'documents/s', 'µs/document', 'times ours')
const ruleSet = ruleSetOf(rulesText)
const ours = medianOf(() => documents.forEach((document) => classify(ruleSet, document)), rounds)
const show = (what: string, milliseconds: number) =>
  line(what, rate(milliseconds), perDocument(milliseconds), (milliseconds / ours).toFixed(1))
show('classify', ours)
show(
  '  of it: words, names and phrases found',
  medianOf(() => documents.forEach((one) => readDocument(ruleSet, one)), rounds),
)

const nlp = winkNLP(model, ['sbd', 'pos'])
show(
  'wink-nlp: words, sentences, parts of speech',
  medianOf(() => texts.forEach((text) => nlp.readDoc(text)), rounds),
)
const tagged = medianOf(() => {
  for (const text of texts) {
    const read = nlp.readDoc(text)
    read.sentences().out()
    // oxlint-disable-next-line typescript/unbound-method -- it is the name of what is wanted, not called
    read.tokens().out(nlp.its.pos)
  }
}, rounds)
show('  and handed out', tagged)
// It is so slow that a few documents have to do.
const some = texts.slice(0, 20)
const expression = oneExpression(ruleSet.file, authorities.value.names)
const kilobytes = Math.round(expression.source.length / 1000)
const few = medianOf(() => some.forEach((text) => Array.from(text.toLowerCase().matchAll(expression))), {
  warmUp: 1,
  rounds: 3,
})
show(`one regular expression of ${kilobytes} kB (${some.length} documents)`, (few * documents.length) / some.length)

console.log('\nMore rules: copies with half of their words altered')
line('', 'documents/s', 'µs/document', 'times ours')
for (const times of [10, 100]) {
  const more = ruleSetOf(moreRules(rulesText, times))
  const fewer = times > 10 ? { warmUp: 1, rounds: 3 } : rounds
  show(
    `${times} times the rules`,
    medianOf(() => documents.forEach((one) => classify(more, one)), fewer),
  )
  show(
    '  of it: words, names and phrases found',
    medianOf(() => documents.forEach((one) => readDocument(more, one)), fewer),
  )
}

console.log('\nLonger documents: articles one below the other')
line('', 'ms', 'ms/kB')
for (const size of [1, 10, 100, 1000]) {
  const long = documentOf(size * 1000, documents)
  const once = Math.max(1, Math.floor(500 / size))
  const took = medianOf(() => {
    for (let time = 0; time < once; time += 1) classify(ruleSet, long)
  }, rounds)
  line(`${size} kB`, (took / once).toFixed(2), (took / once / size).toFixed(3))
}
