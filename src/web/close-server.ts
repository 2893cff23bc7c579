import type { ServerType } from '@hono/node-server'

/** How long node's HTTP server waits for the other side. Its own defaults (a minute, five minutes) suit uploads, and are a gift to whoever only holds connections open. */
export const patience = {
  /** For the head of a request, from the connection or the last answer on. */
  headersTimeout: 10_000,
  /** For a whole request: the forms are small. */
  requestTimeout: 15_000,
  /** How often it looks for those that are late. */
  connectionsCheckingInterval: 2_000,
}

/**
 * Takes no new connections, lets answers that are being made out for so long, then cuts what is left. A server that only closes waits for every
 * connection which somebody holds open without asking anything, and the jobs of a stopping worker would never be told to end.
 */
export function closeServer(server: ServerType, withinMs: number): Promise<void> {
  return new Promise((closed) => {
    const cut = setTimeout(() => {
      // Of the kinds of server that node-server can make, ours is the one for HTTP/1.
      if ('closeAllConnections' in server) server.closeAllConnections()
    }, withinMs)
    server.close(() => {
      clearTimeout(cut)
      closed()
    })
  })
}
