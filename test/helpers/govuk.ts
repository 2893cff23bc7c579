import { createHash } from 'node:crypto'
import { startSite, type Page, type SiteRequest, type TestSite } from './site.ts'

/** A page of GOV.UK as its publisher knows it. */
export type GovukPublication = {
  /** `/government/publications/improvement-notice-issued-to-ashdown` */
  path: string
  title: string
  description: string
  /** Where the organisation's feed puts it in front of the title: `Decision`. */
  type: string
  organisation: string
  /** HTML. */
  body: string
  attachments: string[]
  firstPublished: string
  /** When it last changed for its readers. */
  updated: string
  notes: { note: string; at: string }[]
  withdrawn: { explanation: string; at: string } | null
}

export type TestGovuk = TestSite & {
  /** Where its search and its content API are. */
  searchApi: string
  contentApi: string
  /** The 20 newest pages of an organisation; of all, as a finder shows them. */
  organisationFeed: (organisation: string) => string
  finderFeed: string
  publish: (page: Partial<GovukPublication> & { title: string; at: string }) => GovukPublication
  /** Changes a page for its readers; without a note, as an editor does who publishes it again. */
  revise: (path: string, change: Partial<GovukPublication> & { at: string; note?: string }) => void
  /** What a request gets in place of the answer, where this gives a page. */
  disturb: (disturbance: (request: SiteRequest) => Page | null) => void
  searches: () => URLSearchParams[]
}

/**
 * A stand-in for www.gov.uk: search API (filters, order, paging, HTTP 422 for what it does not know), content API, organisation feeds and finder
 * feeds with their different ids. Answers bear an ETag and stay fresh for five minutes. Entries of the same second stand in another order each time.
 */
export async function startGovuk(): Promise<TestGovuk> {
  const pages = new Map<string, GovukPublication>()
  const searches: URLSearchParams[] = []
  let disturbance: (request: SiteRequest) => Page | null = () => null

  const site = await startSite({}, (request) => disturbance(request) ?? answer(request))

  function answer(request: SiteRequest): Page {
    const url = new URL(request.path, 'https://www.gov.uk')
    if (url.pathname === '/api/search.json') {
      searches.push(url.searchParams)
      return search(url.searchParams, [...pages.values()], searches.length)
    }
    if (url.pathname.startsWith('/api/content/'))
      return contentItem(pages.get(url.pathname.slice('/api/content'.length)))
    const organisation = /^\/government\/organisations\/(.+)\.atom$/.exec(url.pathname)?.[1]
    const newest = [...pages.values()].toSorted((a, b) => Date.parse(b.updated) - Date.parse(a.updated))
    if (organisation !== undefined)
      return atom(newest.filter((page) => page.organisation === organisation).slice(0, 20), organisationEntry)
    if (/^\/search\/.+\.atom$/.test(url.pathname)) return atom(newest.slice(0, 20), finderEntry)
    return { status: 404 }
  }

  return {
    ...site,
    searchApi: site.url('/api/search.json'),
    contentApi: site.url('/api/content'),
    organisationFeed: (organisation) => site.url(`/government/organisations/${organisation}.atom`),
    finderFeed: site.url('/search/all.atom'),
    publish({ at, ...page }) {
      const slug = page.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
      const published: GovukPublication = {
        path: `/government/publications/${slug}`,
        description: '',
        type: 'Decision',
        organisation: 'department-for-education',
        body: '',
        attachments: [],
        firstPublished: at,
        updated: at,
        notes: [{ note: 'First published.', at }],
        withdrawn: null,
        ...page,
      }
      pages.set(published.path, published)
      return published
    },
    revise(path, { at, note, ...change }) {
      const page = pages.get(path)
      if (page === undefined) throw new Error(`expected a page at ${path}, there is none`)
      const notes = note === undefined ? page.notes : [...page.notes, { note, at }]
      pages.set(path, { ...page, updated: at, notes, ...change })
    },
    disturb: (next) => {
      disturbance = next
    },
    searches: () => [...searches],
  }
}

const json = (value: unknown, status = 200): Page => {
  const body = JSON.stringify(value)
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'max-age=300, public' },
    body,
    etag: `W/"${createHash('md5').update(body).digest('hex')}"`,
  }
}

const filterable: Record<string, (page: GovukPublication) => string> = {
  organisations: ({ organisation }) => organisation,
  content_store_document_type: ({ type }) => type.toLowerCase().replaceAll(' ', '_'),
  link: ({ path }) => path,
}
const returned = new Set(['title', 'link', 'description', 'public_timestamp', 'format', 'content_store_document_type'])

function search(parameters: URLSearchParams, pages: GovukPublication[], turn: number): Page {
  const refused: string[] = []
  const number = (name: string, usual: number, most: number) => {
    const value = Number(parameters.get(name) ?? usual)
    if (!Number.isInteger(value) || value < 0 || value > most) refused.push(`Invalid value for "${name}"`)
    return value
  }
  let found = pages
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name)
    const [, operation, field = ''] = /^(filter|reject)_(?:(?:any|all)_)?(.+)$/.exec(name) ?? []
    const valueOf = filterable[field]
    if (name === 'filter_public_timestamp') found = found.filter(withinDates(values, refused))
    else if (valueOf !== undefined)
      found = found.filter((page) => values.includes(valueOf(page)) === (operation === 'filter'))
    else if (name === 'q')
      found = found.filter(({ title, description }) =>
        `${title} ${description}`.toLowerCase().includes((values[0] ?? '').replaceAll('"', '').toLowerCase()),
      )
    else if (name === 'order') {
      if (values[0] !== '-public_timestamp') refused.push(`"${values[0]}" is not a valid sort field`)
    } else if (name === 'fields') {
      for (const wanted of values.flatMap((value) => value.split(',')))
        if (!returned.has(wanted)) refused.push(`Some requested fields are not valid return fields: ${wanted}`)
    } else if (name !== 'count' && name !== 'start') refused.push(`Unexpected parameters: ${name}`)
  }
  const count = number('count', 10, 1500)
  const start = number('start', 0, 900_000)
  if (refused.length > 0) return json({ error: refused.join('. ') }, 422)
  // Withdrawn pages are left out of searches.
  const listed = found
    .filter(({ withdrawn }) => withdrawn === null)
    .toSorted(
      (a, b) => Date.parse(b.updated) - Date.parse(a.updated) || (turn % 2 === 0 ? 1 : -1) * (a.path < b.path ? 1 : -1),
    )
  return json({
    results: listed.slice(start, start + count).map(({ path, title, description, updated }) => ({
      title,
      link: path,
      description,
      public_timestamp: updated,
      index: 'government',
      es_score: null,
      _id: path,
      elasticsearch_type: 'edition',
      document_type: 'edition',
    })),
    total: listed.length,
    start,
    aggregates: {},
    suggested_queries: [],
    suggested_autocomplete: [],
    es_cluster: 'A',
  })
}

/** Inclusive, without a zone, which means UTC. */
function withinDates(values: string[], refused: string[]): (page: GovukPublication) => boolean {
  const parts = (values[0] ?? '').split(',').map((part) => /^(from|to):(\d{4}-\d{2}-\d{2}(?:[T ][\d:]+)?)$/.exec(part))
  if (values.length !== 1 || parts.includes(null)) refused.push('Invalid value for parameter "public_timestamp"')
  const bound = (name: string) => {
    const text = parts.find((part) => part?.[1] === name)?.[2]
    return text === undefined
      ? null
      : Date.parse(`${text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00:00`}Z`)
  }
  const [from, to] = [bound('from'), bound('to')]
  return ({ updated }) => (from === null || Date.parse(updated) >= from) && (to === null || Date.parse(updated) <= to)
}

function contentItem(page: GovukPublication | undefined): Page {
  if (page === undefined) return json({ error: 'not found' }, 404)
  return json({
    base_path: page.path,
    title: page.title,
    description: page.description,
    document_type: page.type.toLowerCase(),
    first_published_at: page.firstPublished,
    public_updated_at: page.updated,
    withdrawn_notice:
      page.withdrawn === null
        ? {}
        : { explanation: `<p>${page.withdrawn.explanation}</p>`, withdrawn_at: page.withdrawn.at },
    details: {
      body: page.body,
      change_history: page.notes.map(({ note, at }) => ({ note, public_timestamp: at })),
      attachments: page.attachments.map((title) => ({ title, url: 'https://assets.publishing.service.gov.uk/1.pdf' })),
    },
    links: {},
  })
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const atom = (pages: GovukPublication[], entry: (page: GovukPublication) => string): Page => ({
  headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'max-age=300, public' },
  body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://www.gov.uk/feed</id><title>Activity on GOV.UK</title>${pages.map(entry).join('')}</feed>`,
})

const organisationEntry = ({ path, title, type, description, updated }: GovukPublication) =>
  `<entry><id>https://www.gov.uk${path}#${updated}</id><updated>${updated}</updated><link rel="alternate" type="text/html" href="https://www.gov.uk${path}"/><title>${type}: ${escape(title)}</title><category label="${type}" term="${type.toLowerCase()}"/><summary>${escape(description)}</summary></entry>`

const finderEntry = ({ path, title, description, updated }: GovukPublication) =>
  `<entry><id>tag:www.gov.uk,2005:${path}</id><updated>${updated}</updated><link rel="alternate" type="text/html" href="https://www.gov.uk${path}"/><title>${escape(title)}</title><summary type="html">${escape(description)}</summary></entry>`
