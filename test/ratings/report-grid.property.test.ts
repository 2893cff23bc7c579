import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Grade } from '../../src/ratings/grade.ts'
import { ilacsPages, sifLabels, tableOf, type Layout } from './report-pages.ts'
import { reportOf } from './reading-of.ts'

const grade = fc.constantFrom(...Grade.exclude(['adequate']).options)
const layout: fc.Arbitrary<Layout> = fc.record({
  grades: fc.constantFrom('after', 'before', 'same-line', 'between', 'column-first', 'column-last'),
  width: fc.integer({ min: 2, max: 20 }),
  wrapsGrades: fc.boolean(),
})

/** What else a PDF may do to a text: none of it changes what stands there. */
const printing = fc.constantFrom<(page: string) => string>(
  (page) => page,
  (page) => page.replaceAll('\n', '\r\n'),
  (page) => page.replaceAll('\n', ' \r\n'),
  (page) => page.replaceAll(' ', '\u00a0'),
  (page) => page.replaceAll('’', "'"),
  (page) => page.replaceAll('ff', '\ufb00').replaceAll('fi', '\ufb01'),
  (page) => page.replaceAll(/(?<=\d) to (?=\d)/g, ' – '),
  (page) => page.replaceAll('experiences', 'exper\u00adiences'),
  (page) => page.replaceAll('experiences', 'exper\u00ad\niences'),
  (page) => page.replaceAll('multi-\nagency', 'multi\ufffeagency'),
  (page) => `1\n${page}`,
  (page) => `${page}\nPage 1 of 3\n`,
  (page) => page.replaceAll('Judgement Grade', 'Judgement Grade1'),
  (page) => page.replaceAll('of care leavers', 'of children care leavers'),
  (page) => page.replaceAll('social work practice', 'practice'),
  (page) => page.replaceAll('progress', 'progess').replaceAll('leavers', 'leaavers'),
  (page) => page.replaceAll('Requires improvement', 'Requires Improvement'),
  // The two columns of a table come without a space between them.
  (page) =>
    page.replaceAll(/(families|protection|leavers|effectiveness) (?=Good|Outstanding|Inadequate|Requires)/g, '$1'),
)

test('the grades of a table are read wherever they stand beside their labels', () => {
  const grades = fc.oneof(
    fc.record({
      leaders: grade,
      'help-and-protection': grade,
      'in-care': grade,
      'care-leavers': grade,
      overall: grade,
    }),
    fc.record({ leaders: grade, 'help-and-protection': grade, 'in-care-and-care-leavers': grade, overall: grade }),
  )
  fc.assert(
    fc.property(grades, layout, printing, (given, how, print) => {
      const pages = ilacsPages({
        authority: 'Wirral',
        dates: '8 to 19 June 2023',
        inspector: 'Jane Doe',
        grades: given,
        layout: how,
      }).map(print)
      const { grades: read, authority, inspected, leadInspector } = reportOf(pages)
      expect({ read, authority, inspected, leadInspector }).toEqual({
        read: given,
        authority: 'Wirral',
        inspected: { from: '2023-06-08', to: '2023-06-19' },
        leadInspector: 'Jane Doe',
      })
    }),
    { numRuns: 300 },
  )
})

test('so are those of a report under SIF, whose overall grade is a sentence', () => {
  const grades = fc.record({
    'help-and-protection': grade,
    'looked-after': grade,
    adoption: grade,
    'care-leavers': grade,
    leadership: grade,
  })
  const sentence = fc.constantFrom(
    (said: string) => [`The overall judgement is ${said}`],
    (said: string) => ['The overall judgement is that children’s services are', said],
    (said: string) => [
      `The overall judgement is that children’s services ${said === 'requires improvement' ? 'require' : 'are'}`,
      said.replace('requires ', ''),
    ],
    (said: string) => [`Children’s services in St. Helens are ${said}`],
    (said: string) => ['Children’s services in the Borough of St. Helens area are', `${said}.`],
  )
  const printedOf = {
    outstanding: 'outstanding',
    good: 'good',
    inadequate: 'inadequate',
    'requires-improvement': 'requires improvement',
  }
  fc.assert(
    fc.property(grades, grade, layout, sentence, (given, overall, how, say) => {
      const page = [
        '1',
        'St. Helens Metropolitan Borough',
        'Council',
        'Inspection of services for children in need of help and',
        'protection, children looked after and care leavers',
        'and',
        'Review of the effectiveness of the Local Safeguarding Children',
        'Board1',
        'Inspection date: 5 November 2014 – 25 November 2014',
        'Report published: 20 January 2015',
        ...say(printedOf[overall]),
        'It is Ofsted’s expectation that, as a minimum, all children and young people receive',
        'good help, care and protection.2',
        'The judgements on areas of the service that contribute to overall effectiveness are:',
        ...tableOf(given, sifLabels, how),
        'The effectiveness of the Local Safeguarding Children Board (LSCB) is',
        'inadequate',
        'The LSCB is not demonstrating that it has effective arrangements in place.',
      ].join('\n')
      const { grades: read, authority, framework } = reportOf(page)
      expect({ read, authority, framework }).toEqual({
        read: { ...given, overall },
        authority: 'St Helens',
        framework: 'SIF',
      })
    }),
    { numRuns: 300 },
  )
})

test('no text whatever makes it fail, or read a grade that it does not print', () => {
  const words = fc.constantFrom(
    'Good',
    'Inadequate',
    'requires',
    'improvement',
    'to be',
    'the experiences and progress of',
    'children',
    'in care',
    'care leavers',
    'Overall effectiveness',
    'who need help',
    'The impact of leaders',
    '\n',
    '\n',
    'Ofsted',
    'Inspection dates:',
    '9',
    'May',
    '2024',
    'Dear',
    ':',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 60 }), (parts) => {
      const { grades } = reportOf(`Ofsted\n${parts.join(' ')}`)
      for (const read of Object.values(grades)) expect(parts.join(' ').toLowerCase()).toContain(read.split('-')[0])
    }),
    { numRuns: 500 },
  )
})
