import { z } from 'zod'
import { nearest } from '../rules/nearest.ts'

/** Where GOV.UK's search API answers. */
export const searchApi = 'https://www.gov.uk/api/search.json'

/** Fields that a search may filter or reject by, of those that mean something for every kind of page (alphagov/search-api, config/schema). */
const fields = [
  'content_id',
  'content_purpose_subgroup',
  'content_purpose_supergroup',
  'content_store_document_type',
  'display_type',
  'document_collections',
  'email_document_supertype',
  'format',
  'government_document_supertype',
  'has_official_document',
  'link',
  'organisation_content_ids',
  'organisations',
  'part_of_taxonomy_tree',
  'people',
  'primary_publishing_organisation',
  'publishing_app',
  'rendering_app',
  'roles',
  'slug',
  'taxons',
  'topical_events',
  'user_journey_document_supertype',
  'world_locations',
]

/** What each poll says itself. */
const ours = ['order', 'start', 'fields', 'filter_public_timestamp']

/** Longer ones are refused (alphagov/search-api, search_parameter_parser.rb), and so is a larger `count`. */
const mostOfQuery = 512
const mostResults = 1500

/** Fewer to a page, and pages would hold little but what ties them to the one before. */
const leastResults = 10

const Value = z.union([z.string().min(1), z.number(), z.boolean()]).transform(String)
const Values = z.union([Value.transform((value) => [value]), z.array(Value).min(1, 'expected at least one value')])

/**
 * The `search` of a feed of kind `govuk-search`: parameters of GOV.UK's search API, each with one value or a list. The API answers HTTP 422 for a name
 * that it does not know, so that one that is not known here is a fault of the file.
 */
export const SearchParameters = z.record(z.string(), Values).superRefine((search, context) => {
  const tell = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path })
  for (const [name, values] of Object.entries(search)) {
    const fault = faultOf(name, values)
    if (fault !== null) tell(fault, name)
  }
  if (!Object.keys(search).some((name) => name === 'q' || name.startsWith('filter_')))
    tell('expected q or a filter_ parameter: without one the search is all of GOV.UK')
})

export type SearchParameters = z.output<typeof SearchParameters>

/** The whole address of a search, which names it: with other parameters it is another feed. */
export function searchUrl(api: string, search: SearchParameters): string {
  const url = new URL(api)
  for (const [name, values] of Object.entries(search)) for (const value of values) url.searchParams.append(name, value)
  return url.href
}

function faultOf(name: string, values: string[]): string | null {
  if (ours.includes(name)) return `expected no ${name} here: each poll sets it`
  if (name === 'q')
    return values.length === 1 && (values[0] ?? '').length <= mostOfQuery
      ? null
      : `expected one text of at most ${mostOfQuery} characters`
  if (name === 'count') {
    const count = Number(values[0])
    const isRight = values.length === 1 && Number.isInteger(count) && count >= leastResults && count <= mostResults
    return isRight ? null : `expected a whole number from ${leastResults} to ${mostResults}`
  }
  const [, field] = /^(?:filter|reject)_(?:(?:any|all)_)?(.+)$/.exec(name) ?? []
  if (field === undefined)
    return `unknown search parameter ${name}; expected q, count, or filter_ or reject_ with a field${meant(name)}. GOV.UK answers HTTP 422 for others`
  if (fields.includes(field)) return null
  return `unknown field ${field} of a search; expected one of ${fields.join(', ')}${meantField(name, field)}. GOV.UK answers HTTP 422 for others`
}

function meant(name: string): string {
  const near = nearest(name, [
    'q',
    'count',
    ...fields.flatMap((field) => [`filter_${field}`, `reject_${field}`, field]),
  ])
  if (near === null) return ''
  return `; did you mean ${fields.includes(near) ? `filter_${near}` : near}?`
}

function meantField(name: string, field: string): string {
  const near = nearest(field, fields)
  return near === null ? '' : `; did you mean ${name.slice(0, -field.length)}${near}?`
}
