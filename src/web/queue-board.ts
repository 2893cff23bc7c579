import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { jobs } from '../jobs/jobs.ts'
import type { Queues } from '../jobs/queues.ts'
import type { AdminEnv } from './admin.ts'

/** The board's own scripts, styles and data; what its page would load from elsewhere (fonts) it does without. */
export const boardPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'self'"],
}

/** Where it is: its page and its data name their addresses in full. */
const basePath = '/admin/queues'

/**
 * The board of the queues, to look at: jobs, what they were about (ids), why they failed. It changes nothing, since what it does is not audited; the commands
 * `queues retry` and `queues drop` are.
 */
export function queueBoard({ queueOf }: Pick<Queues, 'queueOf'>): Hono<AdminEnv> {
  const adapter = new HonoAdapter(serveStatic).setBasePath(basePath)
  createBullBoard({
    queues: Object.values(jobs).map(
      (job) => new BullMQAdapter(queueOf(job), { readOnlyMode: true, allowRetries: false }),
    ),
    // The adapter brings a copy of the api's types of its own, which differs in a private field alone.
    serverAdapter: adapter as unknown as Parameters<typeof createBullBoard>[0]['serverAdapter'],
    options: {
      uiConfig: {
        boardTitle: 'Queues',
        miscLinks: [{ text: 'Operator’s pages', url: '/admin' }],
        hideRedisDetails: true,
      },
    },
  })
  const board = new Hono<AdminEnv>()
  // Beside the board's own mode, which each of its ways would have to keep to.
  board.use(async (context, next) =>
    context.req.method === 'GET' || context.req.method === 'HEAD'
      ? await next()
      : context.text('Queues are looked at here, and changed by commands alone.\n', 405, { Allow: 'GET, HEAD' }),
  )
  board.route('/', adapter.registerPlugin())
  return board
}
