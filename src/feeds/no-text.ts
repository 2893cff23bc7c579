import type { HttpAnswer } from './http-answer.ts'

/** There is no text behind a link, and why. `again`: it may be there later. */
export type NoText = { kind: 'none'; reason: string; again: boolean }

export const noText = (reason: string, again = false): NoText => ({ kind: 'none', reason, again })

/** Of an answer that holds no page: a host in trouble, or one that is asked too often, may have it later. */
export function noPage(answer: Exclude<HttpAnswer, { kind: 'ok' }>): NoText {
  if (answer.kind === 'unchanged') return noText('expected a page, got "not modified"')
  const { reason, status } = answer
  return noText(reason, status === null || status >= 500 || status === 429)
}
