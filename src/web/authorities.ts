import type { Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { html } from 'hono/html'
import { slugOf } from '../links.ts'
import { authoritiesNamed } from '../ratings/authority-named.ts'
import { unreadSince, withoutGaps, type UnreadInspection } from '../ratings/without-gaps.ts'
import type { Authorities, Authority } from '../rules/authorities.ts'
import { isInForce } from '../rules/in-force.ts'
import { readTimeline, readTimelines } from '../store/read-timeline.ts'
import { unreadByAuthority } from '../store/unread-inspections.ts'
import { authorityPage, linkTo, type AuthorityProps } from './authority-page.ts'
import { feedsOf } from './feeds.ts'
import { authoritiesBySlug } from './find-authority.ts'
import { createKept, isOld } from './kept.ts'
import { mapPage, overviewPage, type OverviewProps } from './overview-page.ts'
import { overviewSearch, readOverviewQuery } from './overview-query.ts'
import { overviewRows, type OverviewRow } from './overview-rows.ts'
import { page, type Html } from './page.ts'
import { createRenders } from './renders.ts'
import type { WebDeps } from './web.ts'

type AuthorityRecords = Pick<AuthorityProps, 'timeline' | 'newer' | 'events' | 'total'>

/** On the page of an authority: its other events have a page of their own. */
const mostEvents = 10

type Deps = Pick<WebDeps, 'store' | 'config' | 'clock' | 'log' | 'links'>

/** The public pages of authorities: the same for everybody, and kept for a while (docs/adr/0010). */
export function addAuthorityPages(app: Hono, deps: Deps): void {
  const { store, config, clock, log, links } = deps
  const onError = (error: unknown) => log.warn({ err: error }, 'authorities could not be read anew for their pages')
  const keptRows = createKept<OverviewRow[]>({ clock, onError })
  const keptAuthorities = createKept<AuthorityRecords>({ clock, onError })
  const answer = createRenders()

  const keptUnread = createKept<Map<string, UnreadInspection[]>>({ clock, onError })
  /** Of all authorities at once: one reading serves every page. */
  const unread = async () =>
    (await keptUnread('all', () => unreadByAuthority(store, authoritiesNamed(config().authorities.list)))).value

  async function readRows(): Promise<OverviewRow[]> {
    const { list } = config().authorities
    const today = list.filter((authority) => isInForce(authority, clock().toISOString().slice(0, 10)))
    const names = today.map(({ name }) => name)
    return overviewRows(today, await readTimelines(store.ratings, names, list), await unread())
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

  async function readAuthority(authority: Authority): Promise<AuthorityRecords> {
    const known = await readTimeline(store.ratings, authority.name, config().authorities.list)
    const unreadReports = (await unread()).get(authority.name) ?? []
    const { events, total } = await store.events.list({ authority: authority.name, rule: null }, { most: mostEvents })
    // As the digests tell it: nothing is held against an inspection that was not the one before.
    return { timeline: withoutGaps(known, unreadReports), newer: unreadSince(known, unreadReports), events, total }
  }

  const finders = new WeakMap<Authorities, ReturnType<typeof authoritiesBySlug>>()
  const finderOf = (authorities: Authorities) => {
    const finder = finders.get(authorities) ?? authoritiesBySlug(authorities)
    finders.set(authorities, finder)
    return finder
  }

  const one = async (context: Context): Promise<Response> => {
    const { settings, authorities, rules } = config()
    const found = finderOf(authorities)(context.req.param('slug') ?? '')
    if (found.kind === 'moved') {
      context.header('Cache-Control', 'public, max-age=3600')
      return context.redirect(`/authorities/${slugOf(found.name)}`, 301)
    }
    if (found.kind === 'unknown') return context.html(await unknownAuthority(found.near), 404)
    const { authority } = found
    const records = await keptAuthorities(authority.name, () => readAuthority(authority))
    const old = isOld(records, clock())
    return await answer(context, records, String(old), () =>
      authorityPage({
        ...records.value,
        authority,
        rules: rules.facts,
        links,
        feeds: feedsOf({ authority: authority.name, rule: null }, deps),
        read: records.read,
        isOld: old,
        timeZone: settings.time_zone,
      }),
    )
  }

  app.get('/authorities', etag(), overview('table', overviewPage))
  app.get('/authorities/map', etag(), overview('map', mapPage))
  app.get('/authorities/:slug', etag(), one)
}

/** No authority has that name; `near`: who may have been meant. */
const unknownAuthority = (near: readonly string[]): Html =>
  page({
    heading: 'No such authority',
    body: html`<p>We know no authority by the name in this address.</p>
      ${near.length === 0 ? '' : html`<p>Did you mean ${near.map((name, index) => html`${index === 0 ? '' : ' or '}${linkTo(name)}`)}?</p>`}
      <p><a href="/authorities">All authorities</a></p>`,
  })
