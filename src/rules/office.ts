const kinds =
  'commissioner director dcs member councillor politician holder portfolio exec leader led leads mayor chair boss chief head charge responsible'.split(
    ' ',
  )
const sameKinds: Readonly<Record<string, string>> = {
  councillor: 'member',
  politician: 'member',
  holder: 'member',
  portfolio: 'member',
  led: 'leader',
  leads: 'leader',
  dcs: 'director',
  boss: 'director',
  chief: 'director',
  head: 'director',
  charge: 'director',
  responsible: 'director',
}

/** What a role is at heart: a "children's boss" is the director in other words, the boss of the council or of a trust its chief executive. */
export function kindOf(role: string): string {
  const words = role.toLowerCase()
  const kind = kinds.find((word) => words.includes(word)) ?? words
  if (['boss', 'chief', 'head'].includes(kind) && /^(council|town hall)|trust/.test(words)) return 'exec'
  return sameKinds[kind] ?? kind
}
