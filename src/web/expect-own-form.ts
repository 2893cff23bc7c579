import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import type { AdminDeps, AdminEnv } from './admin.ts'
import { adminPage } from './admin-page.ts'
import { readForm } from './form.ts'

/** Lets a POST through only if a page of ours showed its form to this operator a while ago, and nothing else that could change anything. */
export const expectOwnForm =
  ({ tokens, clock }: Pick<AdminDeps, 'tokens' | 'clock'>): MiddlewareHandler<AdminEnv> =>
  async (context, next) => {
    const { method } = context.req
    if (method === 'GET' || method === 'HEAD') return await next()
    const token = method === 'POST' ? ((await readForm(context.req)).get('token') ?? '') : ''
    if (tokens.isGood(token, context.get('operator'), clock())) return await next()
    const body = html`<p>
      The form did not come from a page that was shown to you in the last hours. Nothing was changed. Go back, reload the page and send the form again.
    </p>`
    return context.html(await adminPage({ heading: 'This form has run out', at: null, body }), 403)
  }
