import type { Explanation, ExplainedSign } from './explain.ts'

/** Explanations as plain text for a terminal: a block for each rule, the signs that count first. */
export function renderExplanation(explanations: readonly Explanation[]): string {
  return explanations.map(block).join('\n\n')
}

function block({ rule, threshold, outOfScope, scores, outside, signs, context, findings }: Explanation): string {
  const counting = signs.filter(({ ruledOut }) => ruledOut === null)
  const others = signs.filter(({ ruledOut }) => ruledOut !== null)
  return [
    `${rule}: ${findings.length > 0 ? 'fires' : 'silent'}`,
    ...(outOfScope === null ? [] : [`  out of scope: ${outOfScope}`]),
    ...scores.map(
      ({ authority, score, fires }) => `  ${authority}: ${score} of ${threshold}${fires ? '' : ', too little'}`,
    ),
    ...findings.map(({ authority, fields }) => `  finding: ${authority} ${JSON.stringify(fields)}`),
    ...(signs.length === 0 ? ['  none of its words stand in the text'] : []),
    ...counting.flatMap((sign) => lines('+', sign)),
    ...context.flatMap((sign) => lines('~', sign)),
    ...outside.map(({ says, points }) => `  ~ ${points} ${says}`),
    ...others.flatMap((sign) => lines('-', sign)),
  ].join('\n')
}

function lines(
  mark: string,
  { why, words, place, points, cues, authorities, ruledOut, sentence, start }: ExplainedSign,
): string[] {
  const about = authorities.length > 0 ? `, of ${authorities.join(' and ')}` : ''
  return [
    `  ${mark} ${points} ${why} (${place}${about}, at ${start}): "${words}"`,
    ...cues.map((cue) => `      ${cue.points} ${cue.says}${cue.words === null ? '' : `: "${cue.words}"`}`),
    ...(ruledOut === null ? [] : [`      ruled out: ${ruledOut}`]),
    `      ${sentence.replace(/\s+/g, ' ')}`,
  ]
}
