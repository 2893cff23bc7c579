/** What went wrong, in one line: the message and the causes behind it, or the codes of those that have no message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.message === '' ? codeOf(error) : error.message
  const causes = error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause]
  return [own, ...causes.map(describeError)].join(': ')
}

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.name)
