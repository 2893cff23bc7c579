import { isScalar, parseDocument } from 'yaml'

/** Puts numbers in the place of those that stand in a YAML text at these paths. All else stays as it is, comments and blanks too. Throws where no number stands. */
export function withWeights(text: string, weights: readonly { path: (string | number)[]; value: number }[]): string {
  const document = parseDocument(text)
  const places = weights.map(({ path, value }) => {
    const node = document.getIn(path, true)
    if (!isScalar(node) || node.range == null || typeof node.value !== 'number')
      throw new Error(`expected a number at ${path.join('.')} of the rules`)
    return { from: node.range[0], to: node.range[1], value }
  })
  return places
    .toSorted((a, b) => b.from - a.from)
    .reduce((whole, { from, to, value }) => `${whole.slice(0, from)}${value}${whole.slice(to)}`, text)
}
