/** Characters kept of the rules for us. Of real files, the rules for everybody are a tenth of this. */
const mostCharacters = 64_000

/** A rule longer than any address that is fetched matches none of them. */
export const mostOfAddress = 2000

type Groups = { ours: string[]; everybodys: string[]; isNamed: boolean }

/**
 * The part of a robots.txt that says what `product` may do, as one group: the rules of all groups that name it, else of those for everybody
 * (RFC 9309, 2.2.1). The file may name a thousand programs for each of a thousand rules; a parser that keeps them all runs out of memory.
 */
export function rulesFor(product: string, robots: string): string {
  const groups: Groups = { ours: [], everybodys: [], isNamed: false }
  let isOurs = false
  let isEverybodys = false
  let isNaming = false
  for (const line of robots.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]{5,10})\s*:([^#]*)/i.exec(line) ?? []
    const name = key.toLowerCase()
    if (name === 'user-agent') {
      if (!isNaming) isOurs = isEverybodys = false
      isNaming = true
      const agent = productOf(value)
      if (agent === productOf(product)) isOurs = groups.isNamed = true
      if (agent === '*') isEverybodys = true
    } else if (name === 'allow' || name === 'disallow') {
      isNaming = false
      const rule = `${name}: ${value.trim().replaceAll(/\*{2,}/g, '*')}`
      if (rule.length > mostOfAddress) continue
      if (isOurs) groups.ours.push(rule)
      if (isEverybodys) groups.everybodys.push(rule)
    }
  }
  return within(['User-agent: *', ...(groups.isNamed ? groups.ours : groups.everybodys)])
}

/** A name without its version. */
const productOf = (text: string): string => (text.split('/')[0] ?? '').trim().toLowerCase()

function within(lines: string[]): string {
  let left = mostCharacters
  return lines.filter((line) => (left -= line.length) > 0).join('\n')
}
