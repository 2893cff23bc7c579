/** Addresses longer than this are cut by mail programs. */
const longest = 2000

/**
 * A link from outside, if it may stand in a mail: http or https, and nothing before the host that could pass for it
 * ("https://www.gov.uk@example.org"). Written so that only ASCII is left. Null: no link.
 */
export function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' && href.length <= longest ? href : null
}
