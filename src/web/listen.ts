import { serve } from '@hono/node-server'
import { closeServer, patience } from './close-server.ts'
import type { createWeb } from './web.ts'

/** Pages take a hundredth of it; what is left after it is no reader who waits for an answer. */
const answersMs = 1000

/** Serves the pages on a port of this machine, any free one for 0; rejects where it cannot be had. */
export function listen(
  web: ReturnType<typeof createWeb>,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: web.fetch, port, serverOptions: patience }, ({ port }) => {
      resolve({ port, close: () => closeServer(server, answersMs) })
    })
    server.on('error', (cause) =>
      reject(new Error(`expected to listen on HTTP_PORT ${port}, could not: choose another port`, { cause })),
    )
  })
}
