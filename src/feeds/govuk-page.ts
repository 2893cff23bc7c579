import { z } from 'zod'
import type { Settings } from '../config/settings.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { HttpClient } from './http.ts'
import { canonicalUrl } from './identity.ts'
import { noPage, noText, type NoText } from './no-text.ts'
import { cut, htmlToText, oneLine } from './plain-text.ts'

/** What GOV.UK says of a change, and when it was made. */
export type ChangeNote = { note: string; at: Date }

/** A page of www.gov.uk as its content API gives it. Texts are plain. */
export type GovukPage = {
  title: string
  description: string
  /** Paragraphs are parted by an empty line. */
  body: string
  /** Titles of what is attached to it. */
  attachments: string[]
  firstPublished: Date | null
  updated: Date | null
  /** What was changed since it was first published, the oldest first. */
  notes: ChangeNote[]
  withdrawn: { explanation: string; at: Date } | null
}

export type GovukAnswer = { kind: 'page'; page: GovukPage } | NoText

export type GovukReader = { read: (path: string, signal: AbortSignal) => Promise<GovukAnswer> }

type Options = {
  http: HttpClient
  /** Asked again for each page. */
  settings: () => Settings
}

/** Reads pages of www.gov.uk from its content API: their text, and what was changed of them and when. Never throws for what may be answered. */
export function createGovukReader({ http, settings }: Options): GovukReader {
  return {
    async read(path, signal) {
      const { govuk, network, reading } = settings()
      const answer = await http.get(`${govuk.content_api.replace(/\/$/, '')}${path}`, {
        accept: 'application/json',
        mostBytes: network.most_page_bytes,
        signal,
      })
      return answer.kind === 'ok' ? readPage(answer, reading.most_characters) : noPage(answer)
    },
  }
}

/** The path of a page of www.gov.uk that the content API knows; null for any other address. */
export function govukPath(url: string): string | null {
  const canonical = canonicalUrl(url)
  if (canonical === null) return null
  const { hostname, pathname } = new URL(canonical)
  return hostname === 'gov.uk' && pathname !== '/' && !/^\/(api|search|email)(\/|$)/.test(pathname) ? pathname : null
}

/** Characters of a title and of a note, and notes of a page: no editor writes more. */
const mostTitle = 1000
const mostNote = 2000
const mostNotes = 200

const Text = z.string().nullish().catch(null)
const Instant = z
  .string()
  .nullish()
  .transform((text) => {
    const ms = Date.parse(text ?? '')
    return Number.isNaN(ms) ? null : new Date(ms)
  })
  .catch(null)
/** A body is a text, or the same text in several languages of markup. */
const Body = z
  .union([z.string(), z.array(z.object({ content_type: z.string(), content: z.string() }))])
  .nullish()
  .catch(null)

/** What of a content item is read; what is missing or odd in a page costs that part of it. */
const ContentItem = z.object({
  title: z.string().min(1),
  description: Text,
  first_published_at: Instant,
  public_updated_at: Instant,
  withdrawn_notice: z.object({ explanation: Text, withdrawn_at: Instant }).nullish().catch(null),
  details: z
    .object({
      body: Body,
      change_history: z
        .array(z.object({ note: Text, public_timestamp: Instant }).catch({ note: null, public_timestamp: null }))
        .nullish()
        .catch(null),
      attachments: z
        .array(z.object({ title: Text }).catch({ title: null }))
        .nullish()
        .catch(null),
      documents: z.array(z.string()).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

function readPage({ body, contentType }: Extract<HttpAnswer, { kind: 'ok' }>, most: number): GovukAnswer {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    // Half an answer, or a page that says that something is wrong.
    return noText(`expected JSON from GOV.UK's content API, got ${contentType ?? 'something'} that is none`, true)
  }
  const { success, data, error } = ContentItem.safeParse(json)
  if (!success)
    return noText(`expected a page from GOV.UK's content API: ${z.prettifyError(error).replaceAll(/\s+/g, ' ')}`)
  const { title, description, details, withdrawn_notice: notice, first_published_at: firstPublished } = data
  return {
    kind: 'page',
    page: {
      title: cut(oneLine(title), mostTitle),
      description: htmlToText(description ?? ''),
      body: cut(htmlToText(htmlOf(details?.body)), most),
      attachments: titlesOf(details),
      firstPublished,
      updated: data.public_updated_at,
      notes: notesOf(details?.change_history ?? [], firstPublished),
      withdrawn:
        notice?.withdrawn_at == null
          ? null
          : { explanation: cut(htmlToText(notice.explanation ?? ''), mostNote), at: notice.withdrawn_at },
    },
  }
}

function htmlOf(body: z.output<typeof Body>): string {
  if (typeof body === 'string') return body
  return (body?.find(({ content_type: type }) => /html/i.test(type)) ?? body?.[0])?.content ?? ''
}

/** Attachments have titles of their own; older pages hold them only as pieces of HTML, whose first line is the title. */
function titlesOf(details: z.output<typeof ContentItem>['details']): string[] {
  const titles = details?.attachments?.flatMap(({ title }) => (title == null ? [] : [oneLine(title)])) ?? []
  const shown = details?.documents?.map((html) => htmlToText(html).split('\n\n')[0] ?? '') ?? []
  return [...new Set(titles.length > 0 ? titles : shown)]
    .filter((title) => title !== '')
    .slice(0, mostNotes)
    .map((title) => cut(title, mostTitle))
}

/** Being published is no change of a page; GOV.UK notes it as the first. */
function notesOf(
  history: { note?: string | null | undefined; public_timestamp: Date | null }[],
  firstPublished: Date | null,
): ChangeNote[] {
  return history
    .flatMap(({ note, public_timestamp: at }) =>
      at === null || note == null ? [] : [{ note: cut(oneLine(htmlToText(note)), mostNote), at }],
    )
    .filter(
      ({ note, at }) => note !== '' && !/^first published\b/i.test(note) && at.getTime() !== firstPublished?.getTime(),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(-mostNotes)
}
