import type { Context } from 'hono'
import type { WebDeps } from './web.ts'

/** What the posts of mail providers need. */
export type WebhookDeps = Pick<WebDeps, 'store' | 'config' | 'clock' | 'log' | 'askSns' | 'mailgunKey'>

/** Why a post is not dealt with: for the operator. It says nothing of what was posted. */
export type Refusal = { status: 400 | 403 | 404 | 413 | 415 | 503; error: string }

/** What was done with a post. */
export type PostAnswer = { outcome: string } | Refusal

/** It should come again. */
export const later = (error: string): Refusal => ({ status: 503, error })

/** What it says, or why it is not looked at. */
export async function bodyOf(context: Context, types: readonly string[]): Promise<string | Refusal> {
  // Read whatever it is: a connection with a body that nobody wants is closed, and the next post on it lost.
  const body = await context.req.text()
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return types.includes(type) ? body : { status: 415, error: `expected a Content-Type of ${types.join(' or ')}` }
}
