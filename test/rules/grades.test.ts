import { expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const previousIn = (past: string) => {
  const text = `Ofsted has today rated Leeds children's services outstanding.\n\n${past}`
  return classify(rules, { id: 'x', title: '', text, published: '2024-05-01' })[0]?.fields['previous']
}

test.each([
  ['The service was rated good in 2015. It was rated inadequate in 2019.', 'inadequate'],
  ['Leeds was judged requires improvement in 2018. Leeds was judged inadequate in 2012.', 'requires-improvement'],
])('of several dated grades the latest is the one before: %s', (past, previous) => {
  expect(previousIn(past)).toBe(previous)
})

const fieldsOf = (title: string, text: string, authority: string) =>
  classify(rules, { id: 'x', title, text, published: '2024-05-01' }).find((finding) => finding.authority === authority)
    ?.fields

test.each([
  [
    'where a move ends, not where it begins',
    "Leeds and Wirral have both been upgraded by Ofsted in the past week, leaving only a handful of the region's councils below good for their children's services.\n\nLeeds, long at requires improvement, is now good across the board.\n\nStaff are settled.\n\nWirral moved from good to outstanding.",
    'Wirral',
    { rating: 'outstanding', previous: 'good', direction: 'improved' },
  ],
  [
    'on the whole, though another grade in its sentence is stronger',
    'Wirral Council has had its inspection of children\'s services.\n\nOfsted\'s report came out today: "requires improvement to be good" overall, though its leadership is now inadequate. It was inadequate in 2019.',
    'Wirral',
    { rating: 'requires-improvement', previous: 'inadequate' },
  ],
])('the rating is the one told %s', (_, text, authority, fields) => {
  expect(fieldsOf('Two more councils come up good or better', text, authority)).toMatchObject(fields)
})

test('a grade told again of another authority in the same sentence says nothing of this one', () => {
  const text =
    "Ofsted says in reports published today that Leeds' children's services were found to be outstanding for the third time running, and that those of Wirral are outstanding."
  expect(fieldsOf('Top marks', text, 'Leeds')).toMatchObject({ previous: 'outstanding', direction: 'unchanged' })
  expect(fieldsOf('Top marks', text, 'Wirral')).toMatchObject({ previous: null, direction: 'unknown' })
})

test('a grade that was told "again" in an earlier year is not told again now', () => {
  const text =
    "Ofsted has today published its report on Torbay Council's children's services.\n\nThe council, which failed in 2015 and again in 2018, is good."
  expect(fieldsOf('Torbay hears from Ofsted', text, 'Torbay')).toMatchObject({ rating: 'good', direction: 'unknown' })
})

test('what was before stands beside any sentence that tells the verdict', () => {
  const text =
    "There was cake this week as Kingston Council learned that its children's services had been given Ofsted's highest accolade.\n\nKingston is now outstanding, six years after it was judged to be inadequate."
  expect(fieldsOf("Kingston children's services soar to top Ofsted mark", text, 'Kingston upon Thames')).toMatchObject({
    rating: 'outstanding',
    previous: 'inadequate',
    direction: 'improved',
  })
})

test('of grades before, the one from which the verdict went the way that the headline tells', () => {
  const text =
    "Wirral's services for children have today been rated inadequate by Ofsted.\n\nThe report is scathing.\n\nWhen the watchdog last inspected them, in 2019, they required improvement. Before that Wirral had spent two years in the lowest category."
  expect(fieldsOf("Wirral children's services plunge to bottom grade", text, 'Wirral')).toMatchObject({
    rating: 'inadequate',
    previous: 'requires-improvement',
    direction: 'declined',
  })
})
