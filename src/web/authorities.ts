import type { Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { isInForce } from '../rules/in-force.ts'
import { readTimelines } from '../store/read-timeline.ts'
import { createKept, isOld } from './kept.ts'
import { mapPage, overviewPage, type OverviewProps } from './overview-page.ts'
import { overviewSearch, readOverviewQuery } from './overview-query.ts'
import { overviewRows, type OverviewRow } from './overview-rows.ts'
import type { Html } from './page.ts'
import { createRenders } from './renders.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'config' | 'clock' | 'log' | 'links'>

/** The public pages of authorities: the same for everybody, and kept for a while (docs/adr/0010). */
export function addAuthorityPages(app: Hono, deps: Deps): void {
  const { store, config, clock, log } = deps
  const onError = (error: unknown) => log.warn({ err: error }, 'authorities could not be read anew for their pages')
  const keptRows = createKept<OverviewRow[]>({ clock, onError })
  const answer = createRenders()

  async function readRows(): Promise<OverviewRow[]> {
    const { list } = config().authorities
    const today = list.filter((authority) => isInForce(authority, clock().toISOString().slice(0, 10)))
    const names = today.map(({ name }) => name)
    return overviewRows(today, await readTimelines(store.ratings, names, list))
  }

  const overview = (which: string, make: (props: OverviewProps) => Html) => async (context: Context) => {
    const { settings, authorities } = config()
    const { query, ignored } = readOverviewQuery(new URL(context.req.url).searchParams, authorities.regions)
    const rows = await keptRows('all', readRows)
    const old = isOld(rows, clock())
    const hasOwnWords = query.name !== '' || ignored.length > 0
    return await answer(context, rows, hasOwnWords ? null : `${which}${overviewSearch(query)}|${old}`, () =>
      make({
        rows: rows.value,
        query,
        ignored,
        regions: authorities.regions,
        read: rows.read,
        isOld: old,
        timeZone: settings.time_zone,
      }),
    )
  }

  app.use('/authorities/*', etag())
  app.get('/authorities', overview('table', overviewPage))
  app.get('/authorities/map', overview('map', mapPage))
}
