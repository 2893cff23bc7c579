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
  if (councilLed.test(words)) return 'leader'
  if (/commissioner for|brief|cabinet lead|'s lead$/.test(words)) return 'member'
  const kind = kinds.find((word) => words.includes(word)) ?? words
  if (['boss', 'chief', 'head'].includes(kind) && /^(council|town hall)|trust/.test(words)) return 'exec'
  return sameKinds[kind] ?? kind
}

/** "Ann Lee, who has run the council": its leader. */
const councilLed = /^(led|leads|run|runs|ran) (the|its) (.* )?(council|authority)$/i
const told = /^(led|leads|run|held|holds|had|ran|oversaw|headed|heads|runs) /i
const wordy = /^(?!.*(director|member|holder)).*(in charge|responsib|who (runs|ran|headed)|running|whose)/i
/** "The man in charge of children's services": an office told in other words, that of an officer or of a councillor. */
export function isDescribed(role: string): boolean {
  return wordy.test(role)
}

const newspapers =
  /boss|supremo|supreme|tsar|czar|chiefs|(children's|council|town hall|trust|services) chief$|chief exec$|politician|colleague|cabinet lead/i
const bare =
  /^((interim|acting|permanent|executive|corporate|strategic|managing) )*(director|leader|chair|chairman|(cabinet|lead|executive) (member|councillor)|portfolio holder)$|^(police|crime) commissioner$/i
const whole = /executive|member|mayor|holder|leader|^(?!head|lead).* (of|for) /i

/** Names of an office from the loosest to the best: "led …", "in charge of", "boss", "director", "head of …", "children's director", "director of …". */
function worth(role: string): number {
  const kinds = [told, wordy, newspapers, bare]
  const at = kinds.findIndex((kind) => kind.test(role))
  if (at >= 0) return at
  if (/^(head|lead) /i.test(role) && !/councillor|member/i.test(role)) return kinds.length
  return whole.test(role) ? kinds.length + 2 : kinds.length + 1
}

/** Of several names that a text has for one office, the one that tells it best; of equals the first. */
export function bestOf(roles: readonly string[]): string | null {
  const most = Math.max(...roles.map(worth))
  const best = roles.find((role) => worth(role) === most) ?? null
  return best !== null && councilLed.test(best) ? 'leader' : best
}
