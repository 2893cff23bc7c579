import { classify } from './classify.ts'
import type { Fault } from './fault.ts'
import type { RuleSet } from './load.ts'

/**
 * Runs the examples that stand in the rules, and tells each that does not hold at its line: one that should fire and does not (or of another
 * authority, or with other fields), one that should stay silent and fires. A rule without examples is a fault too.
 */
export function checkExamples(ruleSet: RuleSet): Fault[] {
  const { rules } = ruleSet.file
  return rules.flatMap((rule, index) => {
    const faults: Fault[] = []
    const fault = (path: (string | number)[], message: string) =>
      faults.push({ ...ruleSet.placeOf(['rules', index, ...path]), message })
    const found = (text: string, published: string | undefined) =>
      classify(ruleSet, { id: 'example', title: '', text, published }).filter((finding) => finding.rule === rule.id)

    if (rule.examples.fires.length === 0 || rule.examples.silent.length === 0) {
      fault(['examples'], 'expected at least one example that fires and one that stays silent')
    }
    for (const [at, { text, published, authority, fields }] of rule.examples.fires.entries()) {
      const findings = found(text, published)
      const told = findings.map((finding) => `${finding.authority} ${JSON.stringify(finding.fields)}`).join(', ')
      const path = ['examples', 'fires', at, 'text']
      if (findings.length === 0) fault(path, 'expected this example to fire; it stays silent ("explain" says why)')
      else if (authority !== undefined && !findings.some((finding) => finding.authority === authority))
        fault(path, `expected a finding of ${authority}, found ${told}`)
      else if (
        !findings.some((finding) =>
          Object.entries(fields).every(([field, value]) => (finding.fields[field] ?? null) === value),
        )
      ) {
        fault(path, `expected ${JSON.stringify(fields)}, found ${told}`)
      }
    }
    for (const [at, { text, published }] of rule.examples.silent.entries()) {
      const [finding] = found(text, published)
      if (finding !== undefined)
        fault(
          ['examples', 'silent', at, 'text'],
          `expected this example to stay silent; it fires for ${finding.authority}: ${finding.evidence.map(({ why }) => why).join('; ')}`,
        )
    }
    return faults
  })
}
