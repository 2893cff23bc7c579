import { expect, test } from 'vitest'
import { reportOf } from './reading-of.ts'

const length = 400_000
const filled = (part: string) => part.repeat(Math.ceil(length / part.length)).slice(0, length)

/** Texts that make a reader go back and forth, as long as they may be: each must come to an end. */
test.each([
  'good\n',
  'Good ',
  'requires improvement to be good\n',
  'The experiences and progress of ',
  'The experiences and progress of care leavers: good\n',
  'Children who need help and protection Good\nx\n',
  'children who need help and protection\nwait\n',
  'experiencesprogress',
  'a',
  '-',
  'Inspection dates: 1 1 1 1 1 ',
  'Inspection dates: 11111111',
  'Inspection dates: marmarmarmar',
  'visit on 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ',
  'visit on 1 March ',
  'The overall judgement is that in a is in a is in a is ',
  'overall effectiveness of a ',
  'Children’s services in ',
  'The graded judgement for that is that is that is ',
  'Dear\nLead inspector: A',
  'Lead inspector: Aa Bb Cc Dd Ee, (,(',
  'This was the first monitoring visit ',
  'inspection of ',
  'review of the effectiveness of the local ',
  'City of London and Kent ',
  '\u00ad \u00ad\t',
  '\n',
  '20 to 20 to 20 ',
  'published published 1 ',
])('a text of nothing but %j is read to its end', (part) => {
  for (const page of [filled(part), `Ofsted\nInspection dates: 1 May 2024\nJudgement Grade\n${filled(part)}`])
    expect(reportOf(['Ofsted', page, page.slice(0, 1000)]).unread.length).toBeGreaterThan(0)
})
