/**
 * What a failure is about. `hard`: the address itself, for good. `policy`: us, or what we sent (refused as a matter of policy, of authentication, of
 * reputation); no reader can mend it. `soft`: all else, which may pass: a full mailbox, a server that cannot be reached.
 */
export type FailureKind = 'hard' | 'soft' | 'policy'

/**
 * Enhanced status codes without their class (RFC 3463 and its registry) that speak of the address:
 *
 * | code | says                                          |
 * |------|-----------------------------------------------|
 * | 1.1  | there is no such mailbox                      |
 * | 1.2  | there is no such domain                       |
 * | 1.3  | it cannot be an address                       |
 * | 1.6  | the mailbox has moved, nobody says where to   |
 * | 1.10 | the domain takes no mail (RFC 7505)           |
 * | 2.1  | the mailbox is disabled                       |
 *
 * Left out on purpose: 1.0 and 1.4, which say too little; 4.1, by which Exchange Online refuses addresses that are not in a directory, also where
 * the directory lags behind; and 4.4, which Postfix writes of a domain without an address, also where our own name server is wrong.
 */
const ofTheAddress = new Set(['1.1', '1.2', '1.3', '1.6', '1.10', '2.1'])

/** 7: security and policy. 6: the form of our message. 1.7 and 1.8: our own address. */
const ofUs = /^(?:7\.|6\.|1\.[78]$)/

/** What a failure with this enhanced status code is about; one that cannot be read says nothing of the address. */
export function judgeStatus(status: string | null): FailureKind {
  const [, failure, about = ''] = /^([45])\.(\d{1,3}\.\d{1,3})$/.exec(status ?? '') ?? []
  if (ofUs.test(about)) return 'policy'
  return failure === '5' && ofTheAddress.has(about) ? 'hard' : 'soft'
}

const code = String.raw`[245]\.\d{1,3}\.\d{1,3}`
const stated = new RegExp(String.raw`^(${code})(?![.\d])`)
/** Behind a reply code, where no number of a network address can stand. */
const replied = new RegExp(String.raw`(?:^|[\s;:])[245]\d\d[ -]#?(${code})(?![.\d])`)

/**
 * The enhanced status code of a failure: the field's, or where that says no more than "failed" (Exim always writes 5.0.0), the one that the other server gave
 * in its reply. Null where neither has one.
 */
export function statusOf(field: string, diagnostic: string): string | null {
  const own = stated.exec(field.trim())?.[1] ?? null
  if (own !== null && !own.endsWith('.0.0')) return own
  return replied.exec(diagnostic)?.[1] ?? own
}
