/**
 * The forms of an English verb or noun: call, calls, called, calling. `irregular` names those that no pattern gives (go: goes, going, went).
 * A form that does not exist ("quited") does no harm: nobody writes it.
 */
export function wordForms(word: string, irregular: ReadonlyMap<string, readonly string[]>): string[] {
  const known = irregular.get(word)
  if (known !== undefined) return [word, ...known]
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`, `${word}ing`]
  if (word.endsWith('e')) return [word, `${word}s`, `${word}d`, `${word.slice(0, -1)}ing`]
  if (/(s|x|z|ch|sh)$/.test(word)) return [word, `${word}es`, `${word}ed`, `${word}ing`]
  const regular = [word, `${word}s`, `${word}ed`, `${word}ing`]
  const last = word.at(-1) ?? ''
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(word) ? [...regular, `${word}${last}ed`, `${word}${last}ing`] : regular
}
