import type { Authorities } from './authorities.ts'
import { baseName } from './names.ts'

type Name = { words: string[]; authorities: Set<string> }

/**
 * Finds the authorities that a title or a report names, in order and as often as it names them. A body of several authorities, such as a trust, is one
 * entry that names them all. Names are compared word by word, longest first, and begin with a capital; unlike `findMentions` it takes each for a name,
 * since in a document on one authority Reading is a town and Kent no person.
 */
export function authoritiesInText(authorities: Authorities): (text: string) => string[][] {
  const byFirst = new Map<string, Name[]>()
  for (const authority of authorities.list) {
    const short = baseName(authority.name)
    for (const name of [short, ...authority.aliases]) {
      const words = wordsOf(name).map(({ word }) => word)
      const [first = ''] = words
      const known = byFirst.get(first) ?? []
      const same = known.find((other) => other.words.join(' ') === words.join(' '))
      if (same === undefined) byFirst.set(first, [...known, { words, authorities: new Set([short]) }])
      else same.authorities.add(short)
    }
  }
  for (const names of byFirst.values()) names.sort((a, b) => b.words.length - a.words.length)
  return (text) => {
    const words = wordsOf(text)
    const found: string[][] = []
    for (let at = 0; at < words.length;) {
      const { word, isCapital } = words[at] ?? { word: '', isCapital: false }
      const name = isCapital ? byFirst.get(word)?.find((candidate) => standsAt(words, at, candidate.words)) : undefined
      if (name !== undefined) found.push([...name.authorities])
      at += name?.words.length ?? 1
    }
    return found
  }
}

type Word = { word: string; isCapital: boolean }

const standsAt = (words: readonly Word[], at: number, name: readonly string[]) =>
  name.every((word, index) => words[at + index]?.word === word)

/** "St. Helens", "Southend-on-Sea" and "Telford & Wrekin" as words: hyphens part, dots and apostrophes do not count. */
function wordsOf(text: string): Word[] {
  const plain = text.replace(/[’‘'`.]/g, '').replace(/&/g, ' and ')
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(([printed]) => ({
    word: printed.toLowerCase(),
    isCapital: /^\p{Lu}/u.test(printed),
  }))
}
