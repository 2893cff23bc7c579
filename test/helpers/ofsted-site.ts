import { createHash } from 'node:crypto'
import type { Grade } from '../../src/ratings/grade.ts'
import { testConfig } from './config.ts'
import { createOpened } from './opened.ts'
import { startSite, type Page, type SiteRequest } from './site.ts'
import { pdfOf } from './pdf.ts'
import type { FeedInput } from './worker.ts'

/** Of the four judgements since April 2026, in the order of the report. */
export type Grades = [leaders: Grade, helpAndProtection: Grade, inCare: Grade, careLeavers: Grade]

export type SiteReport = {
  number: string
  /** As the page calls it. */
  title: string
  published: string
  /** Of inspections. */
  grades?: Grades
  /** As in inspections before 2023: children in care and care leavers are one judgement, the third grade; the fourth is the overall one. */
  isBefore2023?: boolean
  /** What is served in place of a report with these grades, or a letter. */
  pdf?: Uint8Array
}

export type SiteProvider = { urn: string; name: string; reports: SiteReport[] }

type Kind = 'robots' | 'listing' | 'provider' | 'file'

/** What goes wrong, until it is taken back. */
export type Faults = {
  /** The share of the providers that the listing shows. */
  listed?: number
  /** Pages are made in another way: the listing, providers' pages, or the words of their links. */
  markup?: 'listing' | 'provider' | 'words'
  /** Providers' pages are as they were before the latest report, as from a cache. */
  isStale?: boolean
  /** The provider whose page cannot be had. */
  broken?: string
  /** What every request of these kinds is answered with. */
  answer?: { kinds: Kind[]; page: Page }
  /** Files that are a page saying that something went wrong. */
  html?: ReadonlySet<string>
}

export type OfstedStandIn = AsyncDisposable & {
  feed: FeedInput
  providers: SiteProvider[]
  /** A report appears: at the top of the provider's page, and with its date in the listing. */
  publish: (urn: string, report: SiteReport) => void
  /** From the next request on. */
  set: (faults: Faults) => void
  /** Paths asked for so far, with those answered by "not modified". */
  requests: (kind: Kind) => string[]
  /** Forgets the requests so far. */
  forget: () => void
}

/** A stand-in for Ofsted's report site: a listing in pages of a hundred, a page for each provider, and files on two hosts. */
export async function startOfstedSite({
  providers = siteProviders(),
}: { providers?: SiteProvider[] } = {}): Promise<OfstedStandIn> {
  await using opened = createOpened()
  let faults: Faults = {}
  const asked: { kind: Kind; path: string }[] = []
  const pageFor = (request: SiteRequest): Page => {
    const kind = kindOf(request.path)
    asked.push({ kind, path: request.path })
    if (faults.answer?.kinds.includes(kind)) return faults.answer.page
    if (kind === 'listing') return listing(providers, new URL(request.path, 'http://a'), faults)
    if (kind === 'provider') return provider(providers, request.path, hosts, faults)
    if (kind === 'file') return file(providers, request.path, faults)
    return { status: 404 }
  }
  const [site, ...files] = await Promise.all([0, 1, 2].map(async () => opened.use(await startSite({}, pageFor))))
  if (site === undefined) throw new Error('expected a site')
  const hosts = files.map(({ origin }) => origin)
  const close = opened.move()
  return {
    feed: {
      id: 'ofsted-reports',
      name: 'Ofsted',
      kind: 'ofsted-reports',
      url: site.url('/search?q=&location=&lat=&lon=&radius=&level_1_types=3&level_2_types[]=12&start=0&rows=100'),
    },
    providers,
    publish(urn, report) {
      const at = providers.find((one) => one.urn === urn)
      if (at === undefined) throw new Error(`expected a provider of the site, got ${urn}`)
      at.reports.unshift(report)
    },
    set: (next) => void (faults = next),
    requests: (kind) => asked.filter((one) => one.kind === kind).map(({ path }) => path),
    forget: () => void (asked.length = 0),
    [Symbol.asyncDispose]: close,
  }
}

/** All authorities of today, or the first so many: each with an inspection and a paper on special educational needs, every third with a letter. */
export function siteProviders(count = Infinity): SiteProvider[] {
  const today = testConfig().authorities.list.filter(({ former }) => !former)
  return today.slice(0, count).map(({ name }, at) => {
    const number = (nth: number) => String(50_000_000 + at * 10 + nth)
    const day = String(1 + (at % 28)).padStart(2, '0')
    const inspection = { title: "Children's services inspection", published: `2026-06-${day}`, grades: gradesFor(at) }
    const letter = { number: number(3), title: "Children's services focused visit", published: `2024-08-${day}` }
    return {
      urn: String(80_400 + at),
      name,
      reports: [
        { number: number(4), ...inspection },
        ...(at % 3 === 0 ? [letter] : []),
        { number: number(2), title: 'Area SEND full inspection', published: `2024-07-${day}` },
      ],
    }
  })
}

const cycle: Grade[] = ['good', 'requires-improvement', 'outstanding', 'inadequate']
const gradesFor = (at: number): Grades => {
  const grade = (nth: number): Grade => cycle[(at + nth) % cycle.length] ?? 'good'
  return [grade(0), grade(1), grade(0), grade(2)]
}

function kindOf(path: string): Kind {
  if (path.startsWith('/search?')) return 'listing'
  if (path.startsWith('/provider/44/')) return 'provider'
  if (path.startsWith('/v1/file/')) return 'file'
  return 'robots'
}

function listing(all: SiteProvider[], { searchParams }: URL, { listed = 1, markup }: Faults): Page {
  const start = Number(searchParams.get('start'))
  const rows = Math.min(100, Number(searchParams.get('rows') ?? 10))
  const providers = all.slice(0, Math.round(all.length * listed))
  const cards = providers.slice(start, start + rows).map(
    ({ urn, name, reports: [latest] }) => `<li class="search-result">
<h3 class="search-result__title heading--sub"><a href="${markup === 'listing' ? `#${urn}` : `/provider/44/${urn}`}">${escaped(name)}</a></h3>
<ul class="search-result__provider-info"><li>Category: <strong>Local authority children's services</strong></li></ul>
<address class="search-result__address">Town Hall, ${escaped(name)}</address>
<ul class="search-result__provider-info"><li>Latest report: <time>${inWords(latest?.published ?? '')}</time></li><li>URN: <strong>${urn}</strong></li></ul></li>`,
  )
  const next =
    start + rows < providers.length ? `<a class="pagination__next" href="/search?start=${start + rows}">Next</a>` : ''
  return html(
    `<h2>${providers.length} results</h2><ul class="results-list">${cards.join('\n')}</ul><div class="pagination">${next}</div>`,
  )
}

function provider(
  all: SiteProvider[],
  path: string,
  hosts: string[],
  { markup, broken, isStale = false }: Faults,
): Page {
  if (broken !== undefined && path.endsWith(`/${broken}`)) return { status: 500 }
  const found = all.find(({ urn }) => path === `/provider/44/${urn}`)
  if (found === undefined) return { status: 404 }
  const days = found.reports.slice(isStale ? 1 : 0).map(({ number, title, published }) => {
    const host = hosts[Number(number) % hosts.length] ?? ''
    const words = markup === 'words' ? 'Open the document' : `${escaped(title)}, pdf - ${inWords(published)}`
    const link =
      markup === 'provider'
        ? `<button data-file="${number}">${words}</button>`
        : `<a class="publication-link" href="${host}/v1/file/${number}" target="_blank">${escaped(title)}<span class="nonvisual">${words}</span></a>`
    return `<li class="timeline__day"><p class="timeline__date"><time>${inWords(published)}</time></p><span class="event__title">${link}</span></li>`
  })
  const page = html(
    `<h1 class="heading--title">${escaped(found.name)}</h1><p>URN: ${found.urn}</p><ol class="timeline">${days.join('\n')}</ol>`,
  )
  return { ...page, etag: `"${createHash('sha1').update(String(page.body)).digest('hex')}"` }
}

function file(all: SiteProvider[], path: string, { html: asHtml }: Faults): Page {
  const number = path.slice('/v1/file/'.length)
  const found = all.find(({ reports }) => reports.some((report) => report.number === number))
  const report = found?.reports.find((one) => one.number === number)
  if (found === undefined || report === undefined) return { status: 404 }
  if (asHtml?.has(number)) return html('<h1>Sorry, there is a problem with the service</h1>')
  return {
    body: report.pdf ?? reportPdf(found.name, report),
    headers: { 'content-type': 'application/pdf' },
    lastModified: new Date(`${report.published}T09:00:00Z`).toUTCString(),
  }
}

/** A report or letter as Ofsted writes them, in short. */
function reportPdf(name: string, { title, published, grades, isBefore2023 = false }: SiteReport): Buffer {
  const date = inWords(published)
  if (grades === undefined) {
    return pdfOf([
      `${date}\nDirector of Children’s Services\n${name}\nDear Director\nFocused visit to ${name} children’s services\nThis letter summarises the findings of the focused visit to ${name} children’s\nservices on ${inWords(daysBefore(published, 30))}. His Majesty’s Inspectors for this visit were\nAnn Example and Bob Example.\nHeadline findings\nChildren wait too long for an assessment. Leaders know it.\nMain findings\nMost referrals are timely.\nYours sincerely\nAnn Example\nHis Majesty’s Inspector`,
    ])
  }
  const [leaders, help, inCare, careLeavers] = grades.map((grade) => gradeWords[grade])
  return pdfOf([
    `Inspection of ${name} local authority\nchildren’s services\nInspection dates: ${inWords(daysBefore(published, 60))} to ${inWords(daysBefore(published, 49))}\nLead inspector: Ann Example, His Majesty’s Inspector\nJudgement Grade\nThe impact of leaders on social work practice\nwith children and families ${leaders}\nThe experiences and progress of children who\nneed help and protection ${help}\nThe experiences and progress of children in\ncare ${isBefore2023 ? `and care leavers ${inCare}\nOverall effectiveness` : `${inCare}\nThe experiences and progress of care leavers`} ${careLeavers}\nServices for children in ${name} have changed since the last inspection.\nLeaders understand what needs to be done.`,
    `What needs to improve?\nThe quality of plans.\n${title} of ${name}, published ${date}\nThe Office for Standards in Education, Children’s Services and Skills (Ofsted)`,
  ])
}

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

const gradeWords: Record<Grade, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  'requires-improvement': 'Requires improvement to be good',
  adequate: 'Adequate',
  inadequate: 'Inadequate',
}

const html = (body: string): Page => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><head><title>Ofsted | Find an inspection report</title></head><body><main>${body}</main></body></html>`,
})

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const inWords = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
