import type { Settings } from '../config/settings.ts'
import { ForbiddenAddressError } from './address-guard.ts'
import type { HttpAnswer } from './http-answer.ts'
import { TooBigError } from './unpack.ts'

export type HttpFailure = Extract<HttpAnswer, { kind: 'failed' }>

export const failed = (reason: string, status: number | null = null): HttpFailure => ({
  kind: 'failed',
  reason,
  status,
  retryAfterMs: null,
  gone: false,
})

/** What an operator can make of a status. */
export function adviceOn(status: number): string {
  if (status === 401 || status === 403) return ': it does not serve us'
  if (status === 404 || status === 410) return ': look for its new address'
  if (status === 422) return ': it does not understand what is asked'
  if (status === 429) return ': it was asked too often'
  return ''
}

type Circumstances = { host: string; isLate: boolean; network: Settings['network'] }

/** Says for people why there was no answer. */
export function reasonOf(error: unknown, { host, isLate, network }: Circumstances): string {
  const causes = chainOf(error)
  const ours = causes.find((cause) => cause instanceof ForbiddenAddressError || cause instanceof TooBigError)
  if (ours !== undefined) return ours.message
  const names = causes.map(({ name }) => name)
  if (names.includes('ConnectTimeoutError'))
    return `expected a connection to ${host} within ${network.connect_timeout / 1000} seconds, got none`
  if (isLate || names.includes('HeadersTimeoutError') || names.includes('BodyTimeoutError'))
    return `expected ${host} to answer within ${network.total_timeout / 1000} seconds, it did not`
  const [first] = causes
  if (first === undefined) return `expected an answer from ${host}, got ${String(error)}`
  return `expected an answer from ${host}, got ${'code' in first ? `${String(first.code)}: ` : ''}${first.message}`
}

/** Whether a reason without a status, as `reasonOf` words it, is that nobody answered at all. */
export const saysNobodyAnswered = (reason: string): boolean =>
  /^expected (an answer from|a connection to) |to answer within/.test(reason)

function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at)
  return chain
}
