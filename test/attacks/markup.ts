import { parseHTML } from 'linkedom'

/** What pages and mails may be made of. Pictures, frames, scripts and anything that loads something are not among it. */
const elements = new Set(
  `html head meta title code link style body main header footer nav section article div span p h1 h2 h3 h4 ul ol li dl dt dd a strong em b small
  abbr time cite q blockquote figure figcaption details summary table caption thead tbody tfoot tr th td col colgroup form fieldset legend label
  input button select option optgroup textarea datalist svg g path rect circle line polyline polygon text tspan desc defs`.split(
    /\s+/,
  ),
)

const addressAttributes = new Set(['href', 'xlink:href', 'action', 'formaction', 'src', 'cite', 'data', 'poster'])

/**
 * What a reader's program would take for more than text, one sentence each. `outside` may be linked to; of its own addresses a page writes the path
 * alone.
 */
export function faultsOf(html: string, { styled = false }: { styled?: boolean } = {}): string[] {
  const { document } = parseHTML(html)
  const faults: string[] = []
  for (const element of document.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase()
    if (!elements.has(name)) faults.push(`an element ${name}`)
    if (name === 'meta' && element.hasAttribute('http-equiv')) faults.push('a meta element that acts')
    if (name === 'link' && !['alternate', 'canonical', 'icon'].includes(element.getAttribute('rel') ?? ''))
      faults.push(`a link element for ${element.getAttribute('rel')}`)
    for (const { name: attribute, value } of element.attributes) {
      const lower = attribute.toLowerCase()
      if (lower.startsWith('on')) faults.push(`${name} with ${attribute}`)
      if (!/^[a-z][a-z-]*(:[a-z]+)?$/i.test(attribute)) faults.push(`${name} with an attribute ${attribute}`)
      if (lower === 'srcdoc' || lower === 'ping' || lower === 'background') faults.push(`${name} with ${attribute}`)
      if (lower === 'style' && (!styled || /url\(|expression|@import|pwned/i.test(value)))
        faults.push(`${name} with the style ${value}`)
      if (addressAttributes.has(lower) && !mayLeadTo(value)) faults.push(`${name} that leads to ${value}`)
    }
  }
  return faults
}

/** The text that a reader sees. */
export const textOf = (html: string): string => parseHTML(html).document.querySelector('body')?.textContent ?? ''

/** Where the links of a page lead. */
export const linksOf = (html: string): string[] =>
  [...parseHTML(html).document.querySelectorAll('a[href],link[href]')].map((link) => link.getAttribute('href') ?? '')

function mayLeadTo(address: string): boolean {
  if (/^#[\w-]*$/.test(address) || /^\/(?![/\\])/.test(address) || /^mailto:[^?&]+$/.test(address)) return true
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return false
  const { username, password } = new URL(address)
  return username === '' && password === ''
}
