import { joined, plainWords, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
]
const ordinal = `(${ordinals.join('|')}|\\d{1,2}(?:st|nd|rd|th))`
/** As the letter says of this visit, from the surest: others may be told of later. */
const signs = [
  `\\bth(?:is|e visit) (?:visit )?(?:was|is|represents) (?:the local authority's |the council's |the |your |ofsted's )?${ordinal} (?:quarterly |ofsted )?monitoring visit`,
  `\\b${ordinal} (?:quarterly |ofsted )?monitoring visit (?:to |of |in |under )?.{0,80}?since`,
  `\\bfindings of the ${ordinal} monitoring visit`,
].map((sign) => new RegExp(sign))
/** The letter says it in its first paragraphs. */
const lastPage = 2

/** Which visit since the judgement a letter is on. */
export function visitNumber(lines: readonly Line[]): Reading<number> {
  const text = plainWords(joined(lines.filter(({ page }) => page <= lastPage).map((line) => line.text)))
  for (const sign of signs) {
    const told = sign.exec(text)?.[1]
    if (told !== undefined) return { value: numberOf(told) }
  }
  return { value: null, why: 'the letter does not say which monitoring visit it was' }
}

const numberOf = (told: string) => (/^\d/.test(told) ? Number.parseInt(told) : ordinals.indexOf(told) + 1)
