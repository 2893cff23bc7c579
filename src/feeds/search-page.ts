import { z } from 'zod'
import type { HttpFailure } from './http-failure.ts'
import type { HttpAnswer } from './http-answer.ts'

/** One page that a search found. */
export type Found = { link: string; title: string; description: string; publicTimestamp: string }

export type SearchPage = {
  /** In the order in which they were listed; null for one that cannot be read. */
  results: (Found | null)[]
  /** How many the whole search finds. */
  total: number
}

const Answer = z.object({ results: z.array(z.unknown()), total: z.number().int().min(0) })

const Result = z.object({
  link: z.string().min(1),
  title: z.string(),
  description: z.string().nullish(),
  public_timestamp: z.iso.datetime({ offset: true, local: true }),
})

/** What one answer of GOV.UK's search API holds, or why it cannot be read. */
export function readSearchPage({ body, contentType }: Extract<HttpAnswer, { kind: 'ok' }>): SearchPage | string {
  const expected = 'expected JSON with results and their total from the search of GOV.UK'
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return `${expected}, got ${body.length === 0 ? 'nothing' : (contentType ?? 'something else')} that is none`
  }
  const answer = Answer.safeParse(json)
  if (!answer.success) return `${expected}, got ${z.prettifyError(answer.error).replaceAll(/\s+/g, ' ').slice(0, 200)}`
  return { total: answer.data.total, results: answer.data.results.map(foundOf) }
}

/** A page that the API does not want to answer says more than its number. */
export function reasonOfRefusal({ status, reason }: HttpFailure): string {
  return status === 422 ? `${reason}, a parameter or value of this search: correct "search" in feeds.yaml` : reason
}

function foundOf(result: unknown): Found | null {
  const { success, data } = Result.safeParse(result)
  if (!success) return null
  const { link, title, description, public_timestamp: publicTimestamp } = data
  return {
    link: /^https?:/i.test(link) ? link : `/${link.replace(/^\/+/, '')}`,
    title,
    description: description ?? '',
    publicTimestamp,
  }
}
