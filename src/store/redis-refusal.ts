/** What Redis says to somebody whose password or rights are wrong. */
const refusal = /\b(WRONGPASS|NOAUTH|NOPERM)\b|invalid (username-password pair|password)/

/** Whether an error is the answer of a Redis that does not let us in: asking again will not help. */
export const isRefusal = (error: unknown): error is Error => error instanceof Error && refusal.test(error.message)

/** What was expected of the Redis that refused us, and what to do. No full stop at its end. */
export function explainRefusal({ message }: Error): string {
  const said = /\b(WRONGPASS|NOAUTH|NOPERM)\b/.exec(message)?.[0] ?? 'that it is invalid'
  return said === 'NOPERM'
    ? 'expected Redis at REDIS_URL to allow all commands, it said NOPERM: check the rights of the user in it'
    : `expected Redis at REDIS_URL to accept the password, it said ${said}: check the user and password in it`
}
