import { html } from 'hono/html'
import type { Config } from '../config/load.ts'
import type { Screen } from './terminal.ts'

/** The feeds of the configuration as OPML 2.0, for other feed readers. */
export async function run({ config, screen }: { config: Config; screen: Screen }): Promise<number> {
  const outlines = config.feeds.map(
    ({ name, url }) => html` <outline type="rss" text="${name}" title="${name}" xmlUrl="${url}" /> `,
  )
  screen.print(`<?xml version="1.0" encoding="UTF-8"?>
${String(
  html`<opml version="2.0">
    <head>
      <title>Feeds of ofsted-alerts</title>
    </head>
    <body>
      ${outlines}
    </body>
  </opml>`,
)}`)
  return 0
}
