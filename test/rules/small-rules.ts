import { rulesOf } from './shipped.ts'

/** Parts of a file of rules that every one must have, as small as may be. */
export const words = `
grades: { inadequate: [inadequate] }
areas: { leaders: [leadership] }
page: { skip_line: [share this], skip_rest: [related stories] }
names: { not_before: [university of], not_after: [police], posts: [head of], asides: [unlike], asides_after: [mp], several: [both], not_people: [the] }
clauses: [after, although]`

/**
 * Rules of one signal, the word "verdict", with weight 2 and a threshold of 2, so that a test states only what it is about: keys of the rule,
 * of its signal and of the file as YAML in flow style.
 */
export function smallRules({
  cues = '{}',
  scopes = '{}',
  rule = '',
  signal = '',
}: {
  cues?: string
  scopes?: string
  rule?: string
  signal?: string
}) {
  return rulesOf(`
weights: { headline: 1, lead: 0, body: -1, again: 0.25 }
${words}
cues: ${cues}
scopes: ${scopes}
rules:
  - id: rated
    title: Rated
    severity: 50
    joining: { window_days: 1 }
    says: [{ text: "{authority}" }]
    threshold: 2
    ${rule}
    signals:
      - { why: a verdict, weight: 2, any: [verdict], ${signal} }
    examples: {}
`)
}
