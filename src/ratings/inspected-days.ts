import type { Front } from './report-front.ts'
import { daysIn } from './report-days.ts'
import { joined, plainWords, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'
import type { Days } from './report.ts'

const label = /\b(?:inspection dates?|dates? of (?:the )?(?:inspection|visit)|visit dates?)\b ?:? ?/
/** A line that holds nothing but days and what joins them. */
const daysOnly =
  /^(?:\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|to|and|until|of|[ ,.&/;-]|\d\d\/\d\d\/\d{2,4})+$/
/** Where other words follow on the same line. */
const endOfDays = /\b(?:lead inspector|reporting inspector|report published|published|age group|judge?ment|previous)\b/
/** Days of an inspection made in parts fill no more lines. */
const mostLines = 4

/** The days in a sentence of a letter: "the monitoring visit to Kent on 21 and 22 February 2024". */
const sentence =
  /\b(?:visit|inspection)\b[^.]{0,160}?\b(?:on|between|from|during|took place on|carried out on) ((?:\d{1,2}(?:st|nd|rd|th)?|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|mon\w*day|tue\w*day|wed\w*day|thu\w*day|fri\w*day|to|and|until|(?:19|20)\d\d|[ ,&-])+(?:19|20)\d\d)\b/

/** When inspectors were there: the line that says so, or the first sentence of a letter. */
export function inspectedDays({ head, title, isLetter }: Front): Reading<Days> {
  const lines = head.map((line) => plainWords(line.text))
  const at = lines.findIndex((text) => label.test(text))
  const words = at >= 0 ? wordsAfterLabel(lines.slice(at, at + mostLines)) : null
  const told = words ?? (isLetter ? inSentence(title) : inSentence(head))
  if (told === null) return { value: null, why: 'no line "Inspection dates" and no sentence gives its days' }
  const days = daysIn(told)
  if (days !== null) return { value: days }
  return { value: null, why: `expected days such as 8 to 19 June 2026, found "${told.slice(0, 80)}"` }
}

function wordsAfterLabel([first = '', ...following]: string[]): string {
  const found = label.exec(first)
  let words = first.slice((found?.index ?? 0) + (found?.[0].length ?? 0)).split(endOfDays)[0] ?? ''
  for (const line of following) {
    if (!daysOnly.test(line)) break
    words = `${words} ${line}`
  }
  return words.trim()
}

function inSentence(lines: readonly Line[]): string | null {
  return sentence.exec(plainWords(joined(lines.map(({ text }) => text))))?.[1]?.trim() ?? null
}
