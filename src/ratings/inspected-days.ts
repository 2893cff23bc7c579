import { monthName } from './month-names.ts'
import type { Front } from './report-front.ts'
import { daysIn } from './report-days.ts'
import { joined, plainWords, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'
import type { Days } from './report.ts'

const label = /\b(?:inspection dates?|dates? of (?:the )?(?:inspection|visit)|visit dates?)\b ?:? ?/
const dayWord = `(?:\\d{1,4}(?:st|nd|rd|th)?|${monthName}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|to|and|until|of)`
/** Days of an inspection made in parts, and no text without end. */
const dayWords = `${dayWord}(?:[ ,.&/;-]{1,3}${dayWord}){0,30}`
/** A line that holds nothing but days and what joins them. */
const daysOnly = new RegExp(`^[-&,; ]{0,3}${dayWords}[-&,;. ]{0,3}$`)
/** Where other words follow on the same line. */
const endOfDays = /\b(?:lead inspector|reporting inspector|report published|published|age group|judge?ment|previous)\b/
/** Days of an inspection made in parts fill no more lines. */
const mostLines = 4

/** The days in a sentence of a letter, before or after the visit: "the visit to Kent on 21 and 22 February 2024", "Between 4 and 8 June 2018, Ofsted …". */
const sentences = [
  `\\b(?:visit|inspection)\\b[^.]{0,160}?\\b(?:on|between|from|during) (${dayWords}\\b(?<=\\b(?:19|20)\\d\\d))`,
  `\\b(?:on|between|from) (${dayWords}),? (?:ofsted|(?:her|his) majesty|inspectors|the inspectorates|hmi\\b)`,
].map((sentence) => new RegExp(sentence))

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
  const text = plainWords(joined(lines.map((line) => line.text)))
  for (const sentence of sentences) {
    const found = sentence.exec(text)?.[1]
    if (found !== undefined) return found.trim()
  }
  return null
}
