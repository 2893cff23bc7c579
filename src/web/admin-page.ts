import { html } from 'hono/html'
import { adminSheet } from './admin-sheet.ts'
import { page, type Html } from './page.ts'

/** The operator's pages, as the row of links at the top of each shows them. */
const pages = [
  { path: '/admin', name: 'Overview' },
  { path: '/admin/subscribers', name: 'Subscribers' },
  { path: '/admin/deliveries', name: 'Deliveries' },
  { path: '/admin/feeds', name: 'Feeds' },
  { path: '/admin/rules', name: 'Rules' },
  { path: '/admin/audit', name: 'Audit log' },
  { path: '/admin/queues', name: 'Queues' },
] as const

type AdminPage = {
  heading: string
  /** Which of the pages it is, or is below of; null for none. */
  at: (typeof pages)[number]['path'] | null
  body: Html
  isAtFault?: boolean
}

/** A page of the operator's, with the way to the others. */
export function adminPage({ heading, at, body, isAtFault = false }: AdminPage): Html {
  const links = pages.map(({ path, name }) =>
    path === at ? html`<a href="${path}" aria-current="page">${name}</a> ` : html`<a href="${path}">${name}</a> `,
  )
  return page({
    heading,
    above: html`<nav class="operator" aria-label="Operator’s pages">${links}</nav>`,
    body,
    isAtFault,
    isWide: true,
    sheets: [adminSheet],
  })
}
