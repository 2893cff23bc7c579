const titles = new Set(
  'cllr councillor coun mr mrs ms miss mx dr sir dame lord lady baroness rev reverend prof professor mayor leader'.split(
    ' ',
  ),
)

const honours = new Set('mp ms am obe mbe cbe kbe dbe qc kc jp phd'.split(' '))

/** The shortest part of a first name that may stand for the whole of it: "Steve" for Steven, but not "Jo" for John. */
const shortest = 3

/**
 * Whether two ways of naming a person may mean the same: the same surname, and no two first names that differ.
 * "Cllr Steve Eling", "Steven Eling" and "Eling" are one; "John Smith" and "Jacqui Smith" are two; "S. Eling" may be Steve.
 */
export function isSamePerson(a: string, b: string): boolean {
  const [one, other] = [namesOf(a), namesOf(b)]
  if (one.at(-1) !== other.at(-1)) return false
  const [given, givenOther] = [one.slice(0, -1)[0], other.slice(0, -1)[0]]
  if (given === undefined || givenOther === undefined) return true
  const [short, long] = given.length <= givenOther.length ? [given, givenOther] : [givenOther, given]
  return short === long || ((short.length === 1 || short.length >= shortest) && long.startsWith(short))
}

/** How much of a name is given: letters of the names in it, whatever titles stand around them. */
export const fullnessOf = (name: string): number => namesOf(name).join('').length

/** First names and surname in lower case, without titles, honours and accents, which one outlet writes and the other does not. */
function namesOf(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}'-]+/u)
    .map((word) => word.replace(/'s$|^'+|'+$/g, ''))
    .filter((word) => word !== '')
  const from = words.findIndex((word) => !titles.has(word))
  const to = words.findLastIndex((word) => !honours.has(word))
  // A surname may be a title or an honour: "Ms Mayor" is somebody.
  return from === -1 || to < from ? words.slice(-1) : words.slice(from, to + 1)
}
