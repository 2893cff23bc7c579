import { html } from 'hono/html'
import type { Html } from './page.ts'

/** The way to one delivery's page, under its id or a shorter name. */
export const deliveryLink = (id: string, name = id): Html =>
  html`<a class="mono" href="/admin/deliveries/${encodeURIComponent(id)}">${name}</a>`
