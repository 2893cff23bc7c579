import type { Explanation, ExplainedScore, ExplainedSign } from './explain.ts'

/** Explanations as plain text for a terminal: a block for each rule, the signs that count first. */
export function renderExplanation(explanations: readonly Explanation[]): string {
  return explanations.map(block).join('\n\n')
}

function block({
  rule,
  threshold,
  outOfScope,
  nobody,
  scores,
  outside,
  signs,
  context,
  findings,
}: Explanation): string {
  const counting = signs.filter(({ ruledOut }) => ruledOut === null).toSorted((a, b) => b.points - a.points)
  const others = signs.filter(({ ruledOut }) => ruledOut !== null)
  return [
    `${rule}: ${findings.length > 0 ? 'fires' : 'silent'}`,
    ...(outOfScope === null ? [] : [`  out of scope: ${outOfScope}`]),
    ...scores.map((score) => `  ${scoreLine(score, threshold)}`),
    ...nobody.map((authority) => `  ${authority}: nobody in an office that the text names is found`),
    ...findings.map(({ authority, fields }) => `  finding: ${authority} ${JSON.stringify(fields)}`),
    ...(signs.length === 0 ? ['  none of its words stand in the text'] : []),
    ...counting.flatMap((sign) => lines('+', sign)),
    ...context.flatMap((sign) => lines('~', sign)),
    ...outside.map(({ says, points }) => `  ~ ${points} ${says}`),
    ...others.flatMap((sign) => lines('x', sign)),
  ].join('\n')
}

function scoreLine({ authority, person, role, score, parts, fires }: ExplainedScore, threshold: number): string {
  const who = [authority, person, role].filter((part) => part !== null).join(', ')
  const { best, further, besides } = parts
  const sum = [
    `${rounded(best)} for the best place`,
    ...(further === 0 ? [] : [`${rounded(further)} for further ones`]),
    ...(besides === 0 ? [] : [`${rounded(besides)} for what the article says besides`]),
  ]
  const lack = fires ? '' : `, ${rounded(threshold - score)} too little`
  return `${who}: ${score} of ${threshold}${lack} (${sum.join(', ')})`
}

const rounded = (points: number) => Math.round(points * 100) / 100

function lines(
  mark: string,
  { why, words, place, points, cues, authorities, ruledOut, sentence, start }: ExplainedSign,
): string[] {
  const about = authorities.length > 0 ? `, of ${authorities.join(' and ')}` : ''
  return [
    `  ${mark} ${ruledOut === null ? `${points} ` : ''}${why} (${place}${about}, at ${start}): "${words}"`,
    ...cues.map((cue) => `      ${cue.points} ${cue.says}${cue.words === null ? '' : `: "${cue.words}"`}`),
    ...(ruledOut === null ? [] : [`      ruled out: ${ruledOut}`]),
    `      ${sentence.replace(/\s+/g, ' ')}`,
  ]
}
