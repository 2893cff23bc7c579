import { parseHTML } from 'linkedom'

/** What is needed of an element: linkedom leaves its types to browsers, which Node.js knows nothing of. */
type Element = {
  textContent: string
  children: Element[]
  childNodes: Iterable<{ textContent: string | null }>
  previousElementSibling: Element | null
  matches: (selector: string) => boolean
  querySelector: (selector: string) => Element | null
  querySelectorAll: (selector: string) => Iterable<Element>
  getAttribute: (name: string) => string | null
}

/** Each line with single spaces, and no empty ones. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')

/**
 * What the HTML of a digest says, as its plain text says it: written down from what is seen of the HTML, without a look at what it was made of.
 * As `linesOf` gives them.
 */
export function textOfHtml(html: string): string[] {
  const { document }: { document: Element } = parseHTML(html)
  const main = must(document.querySelector('main'))
  const lines = [said(main.querySelector('h1'))]
  for (const part of main.children) {
    if (part.matches('h2')) lines.push(...headingOf(said(part)))
    if (part.matches('.event')) lines.push(...eventOf(part))
    if (part.matches('.more')) lines.push(...moreOf(part))
    if (part.matches('ul')) lines.push(...[...part.children].map((item) => `- ${said(item)}`))
  }
  const [why, links] = must(document.querySelector('.foot')).children
  const named = [...must(links).querySelectorAll('a')].map((link) => `${said(link)}: ${link.getAttribute('href')}`)
  return linesOf([...lines, '-- ', said(why), ...named].join('\n'))
}

const headingOf = (text: string): string[] =>
  text === 'Not checked' ? ['Not checked:'] : [text.toUpperCase(), '-'.repeat(text.length)]

function moreOf(part: Element): string[] {
  const link = part.querySelector('a')?.getAttribute('href') ?? null
  return link === null ? [`${said(part)}.`] : [`${said(part)}:`, link]
}

function eventOf(event: Element): string[] {
  const lines: string[] = []
  for (const part of event.children) {
    const isWhy = part.matches('.why')
    if (part.matches('h3'))
      lines.push(said(part).replace(/^Update /, part.querySelector('.update') ? 'Update: ' : '$&'))
    else if (part.matches('.grid')) lines.push(...rowsOf(part).slice(1).map(moveOf))
    else if (part.matches('.line')) lines.push(...rowsOf(part).map(inspectionOf))
    else if (part.matches('blockquote')) lines.push(`${lines.pop()} ${quoteOf(part)}`)
    else if (part.matches('ul')) lines.push(...[...part.children].flatMap(sourceOf))
    else if (part.matches('.ask')) lines.push(`${said(part)} ${part.querySelector('a')?.getAttribute('href')}`)
    // What stands over a quote or a table.
    else if (isWhy) lines.push(`${said(part)}:`)
    else lines.push(said(part).replaceAll('–', part.previousElementSibling?.matches('.line') ? '-' : '–'))
  }
  return lines
}

const quoteOf = ({ children: [quote, who] }: Element): string => `${said(quote)} (${said(who).replace(/^— ?/, '')})`

const rowsOf = (table: Element): Element[][] => [...table.querySelectorAll('tr')].map((row) => [...row.children])

const moveOf = ([area, was, now]: Element[]): string => {
  const way = said(must(now).querySelector('.way')).replace(/^[↑↓=+] /, '')
  const before = said(was) === '–' ? '' : `${said(was)} -> `
  return `${said(area)}: ${before}${said(must(now).querySelector('.grade'))} (${way})`
}

const inspectionOf = ([head, ...cells]: Element[]): string => {
  const [day, who] = [...must(head).childNodes]
    .map((node) => node.textContent?.trim() ?? '')
    .filter((text) => text !== '')
  const letters = cells.map((cell) => said(cell).replace('–', '-'))
  return [day, ...letters, ...(who === undefined ? [] : [`(${who})`])].join(' ')
}

function sourceOf(item: Element): string[] {
  const about = item.querySelector('.quiet')
  if (about === null) return [`- ${said(item)}`]
  const link = item.querySelector('a')
  const title = link === null ? said(item).slice(0, -said(about).length) : said(link)
  return [`- ${said(about)}: ${title}`, ...(link === null ? [] : [link.getAttribute('href') ?? ''])]
}

const said = (element: Element | null | undefined): string => must(element).textContent.replaceAll(/\s+/gu, ' ').trim()

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected the HTML of a digest to have such an element')
  return value
}
