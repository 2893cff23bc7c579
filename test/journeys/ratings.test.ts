import { expect, test } from 'vitest'
import { operatorsDesk } from '../cli/command-line.ts'

const header =
  'urn,local_authority,inspection_link,pdf_filename,publication_date,inspection_framework,inspector_name,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade,parser_version'
const row = (name: string, days: [string, string, string], grades: string) =>
  `1,${name},,x.pdf,${days[2]},standard,A,${days[0]},${days[1]},${grades},1`
const history = [
  header,
  row(
    'wolverhampton',
    ['12/01/2026', '23/01/2026', '18/06/26'],
    'good,good,requires improvement,outstanding,outstanding',
  ),
  row(
    'wolverhampton',
    ['28/03/2022', '08/04/2022', '18/05/22'],
    'good,outstanding,good,good,inspection_pre_dates_judgement',
  ),
  row(
    'somerset',
    ['27/04/2026', '08/05/2026', '17/06/26'],
    'not_reported_post_reform,requires improvement,requires improvement,requires improvement,good',
  ),
  row('somerset', ['18/07/2022', '29/07/2022', '21/09/22'], 'good,good,good,good,inspection_pre_dates_judgement'),
].join('\n')

const outcomes = [
  'Local authority inspection outcomes as at 31 March 2026',
  'This worksheet contains one table.',
  'Local authority name,Ofsted region,Inspection date,Publication date,Web link,Overall effectiveness,The impact of leaders on social work practice with children and families,The experiences and progress of children who need help and protection,The experiences and progress of children in care,The experiences and progress of care leavers',
  'Somerset,South West,18 July 2022,21 September 2022,,Good,Good,Requires improvement to be good,Good,',
  'Cumberland,North West,Not yet inspected,,,,,,,',
].join('\n')

test('an analyst takes in two tables, sees where an authority stands and where the tables disagree, and takes it all to another machine', async () => {
  await using desk = await operatorsDesk()
  desk.write('history.csv', history)
  desk.write('outcomes.csv', outcomes)

  expect(await desk.run('ratings', 'import', 'history.csv')).toMatchObject({
    status: 0,
    out: 'History of inspections: 17 judgements of 2 authorities; 17 new, 0 changed, 0 known already.\n',
  })
  const wolverhampton = (await desk.run('ratings', 'show', 'Wolverhampton')).out
  expect(wolverhampton).toContain('Inspected 12 to 23 January 2026, published 18 June 2026: mixed')
  expect(wolverhampton).toMatch(/^Overall +Good +=/m)

  const alone = (await desk.run('ratings', 'show', 'Somerset')).out
  expect(alone).toContain('published 17 June 2026: declined')
  expect(alone.split('published 21 September 2022')[0]).not.toContain('Overall')

  expect(await desk.run('ratings', 'import', 'outcomes.csv')).toMatchObject({
    status: 0,
    out: 'Sheet of outcomes: 4 judgements of 1 authority; 4 new, 0 changed, 0 known already. 1 line without a grade.\n',
  })
  const both = (await desk.run('ratings', 'show', 'Somerset')).out.replaceAll(/\s+/g, ' ')
  expect(both).toContain('Sources: history.csv; outcomes.csv')
  expect(both).toContain(
    'Sources disagree on help and protection: good (history.csv), requires improvement (outcomes.csv).',
  )
  // The sheet gives the first day of the visit alone: it says less, and nothing else.
  expect(both).toContain('Inspected 18 to 29 July 2022')
  expect(both.match(/published/g)).toHaveLength(2)

  const exported = (await desk.run('ratings', 'export')).out
  await desk.run('ratings', 'import', 'history.csv')
  expect((await desk.run('ratings', 'import', 'outcomes.csv')).out).toContain('0 new, 0 changed, 4 known already')
  expect((await desk.run('ratings', 'export')).out).toBe(exported)

  await using other = await operatorsDesk()
  other.write('ratings.jsonl', exported)
  expect((await other.run('ratings', 'import', 'ratings.jsonl')).out).toContain(
    '21 judgements of 2 authorities; 21 new',
  )
  expect((await other.run('ratings', 'export')).out).toBe(exported)
  expect((await other.run('ratings', 'show', 'Somerset')).out).toBe((await desk.run('ratings', 'show', 'Somerset')).out)
})
