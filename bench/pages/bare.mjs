// The least that hono and its server can do: what our pages are compared with. Says its port, and ends with its parent.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
app.get('/', ({ html }) => html('<!doctype html><title>Bare</title><p>Nothing'))
app.post('/subscribe', async ({ req, redirect }) => {
  await req.text()
  return redirect('/check-your-mail', 303)
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port))
process.stdin.resume().on('end', () => process.exit())
