import { serve } from '@hono/node-server'
import type { createWeb } from './web.ts'

/** Serves the pages on a port of this machine, any free one for 0; rejects where it cannot be had. */
export function listen(
  web: ReturnType<typeof createWeb>,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: web.fetch, port }, ({ port }) => {
      resolve({ port, close: () => new Promise((closed) => server.close(() => closed())) })
    })
    server.on('error', (cause) =>
      reject(new Error(`expected to listen on HTTP_PORT ${port}, could not: choose another port`, { cause })),
    )
  })
}
