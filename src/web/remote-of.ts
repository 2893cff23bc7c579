/** What node-server hands over with each request: the other end of the connection. */
export function remoteOf({ env }: { env: unknown }): string | undefined {
  // hono knows nothing of what the server below it adds.
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress
}
