import { withoutAddress } from './answer.ts'
import type { RecipientStatus } from './delivery-status.ts'
import { judgeStatus, statusOf, type FailureKind } from './enhanced-status.ts'

/** What a bounce means for the subscriber whose message came back. No text in it holds an address. */
export type JudgedFailure = {
  /** `behind`: of an address that theirs passes mail on to. */
  kind: FailureKind | 'behind'
  status: string | null
  reason: string
  /** The server that refused it. */
  remote: string | null
}

const order: readonly FailureKind[] = ['hard', 'policy', 'soft']
const longestReason = 200

/**
 * Judges a message by what became of it at the subscriber's own address. Where a report tells only of other addresses, the message was passed on to
 * them: one of a group of readers may have left, and the others have not.
 */
export function judgeFailures(recipients: RecipientStatus[], address: string): JudgedFailure {
  const isTheirs = (named: string) => named.toLowerCase() === address.trim().toLowerCase()
  const theirs = recipients.filter(({ addresses }) => addresses.some(isTheirs))
  const nameless = recipients.filter(({ addresses }) => addresses.length === 0)
  if (theirs.length > 0) return worst(theirs, address)
  if (nameless.length > 0) return worst(nameless, address)
  return { ...worst(recipients, address), kind: 'behind' }
}

/** What it means that a server would not take a message at all, by its reply, from which addresses are gone already. */
export function judgeRefusal(reply: string): JudgedFailure {
  const status = statusOf('', reply)
  return { kind: judgeStatus(status), status, reason: reply.slice(0, longestReason), remote: null }
}

/** Nothing of a failure is known where nobody tells of it. */
const unknown: JudgedFailure = { kind: 'soft', status: null, reason: '', remote: null }

function worst(recipients: RecipientStatus[], address: string): JudgedFailure {
  const judged = recipients.map((recipient) => judge(recipient, address))
  return order.flatMap((kind) => judged.find((one) => one.kind === kind) ?? [])[0] ?? unknown
}

function judge({ status: field, diagnostic, remote, addresses }: RecipientStatus, address: string): JudgedFailure {
  const status = statusOf(field, diagnostic)
  // The address they passed it on to is nobody's business either.
  const named = addresses.reduce((text, one) => withoutAddress(text, one), withoutAddress(diagnostic, address))
  return {
    kind: judgeStatus(status),
    status,
    reason: named.trim().slice(0, longestReason),
    remote: remote !== null && /^[\w.:[\]-]{1,253}$/.test(remote) ? remote : null,
  }
}
