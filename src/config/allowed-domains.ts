import { domainToASCII } from 'node:url'
import { z } from 'zod'

const expected = 'expected a domain such as example.org, or *.example.org for every domain within it'

/** `Beispiel.example`, `*.example.org`: as addresses have them once read, in small letters and ASCII (`xn--…`). */
export const AllowedDomain = z.string().transform((text, context) => {
  const [, star = '', domain = ''] = /^(\*\.)?([\p{L}\p{M}\p{N}.-]+)$/u.exec(text.trim()) ?? []
  const ascii = domainToASCII(domain)
  // A top level alone would allow a country.
  if (/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(ascii)) return `${star}${ascii}`
  context.addIssue({ code: 'custom', message: expected })
  return z.NEVER
})

/** Whether an address is of one of these domains; with none of them, every one is. */
export function isAllowed(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return (
    domains.length === 0 ||
    domains.some((allowed) => (allowed.startsWith('*.') ? domain.endsWith(allowed.slice(1)) : domain === allowed))
  )
}
