/** What a note on a page of GOV.UK tells of. */
export type Change =
  /** Orders that are no longer in force, as a sentence names them: `the improvement notice issued to Halton Borough Council`. */
  | { kind: 'closed'; orders: string[] }
  /** Notices that end because a direction takes their place: no end of intervention. */
  | { kind: 'raised'; orders: string[] }
  /** Something is put in another form or place, and nothing new is said. */
  | { kind: 'housekeeping' }
  /** Whatever else; `isAct` where it may be an act of ministers. */
  | { kind: 'other'; isAct: boolean }

/** Words of an end, of a notice or a direction. */
const closing =
  /\b(closed|closing|closes|closure|revok(ed?|es|ing)|revocation|lift(ed|s|ing)?|withdr(aw|ew|awn|awal)|rescinded|discharged|cancelled|no longer (in force|applies|subject|under|needed|required|in effect)|come to an end|expired)\b/i

/** Of these words, what ends has to be said: appointments, reviews and months end as well. */
const ending =
  /\b(notice|direction|order|intervention)( has| have| was| were)? end(s|ed)(?! (its|his|her|their|the)\b)|\bend(ed|s|ing)?( of)? (the |this |our |its )?(improvement |statutory )?(notice|direction|order|intervention)\b/i

/** The end of something else, or none; also one that may come, or is asked about. */
const otherEnd =
  /\b(consultation|survey|applications?|vacanc(y|ies)|not (yet |been )*(closed|revoked|lifted|withdrawn|ended)|will (be|end)|remains in (force|place)|extend(ed|s)|extension)\b|\b(if|when|whether|unless|until|before|how)\b[^.;]*\b(clos|revo|lift|withdr|rescind|discharg|cancel|end|expire)/i

/** A direction takes the place of one before it: intervention goes on. */
const replacing =
  /\b(replac\w+|supersed\w+|instead|in place of)\b[^.;]*\bdirections?\b|\b(new|revised|further|amended|varied) (statutory )?direction\b/i

const housekeeping =
  /\b(accessib\w+|typos?|typographical|spelling|correct(ed|ion|ions)|formatt?(ed|ing)?|(broken|dead) links?|links?|hyperlinks?|contact details|e-?mail address(es)?|telephone|phone numbers?|logo|alt text|translations?|translated|welsh|html|pdf|odt|page layout|images?|minor|metadata|title changed)\b/i

/** Words of something that ministers do anew. */
const acting =
  /\b(issued|issues|revis(ed|es|ion)|var(ied|ies|iation)|extend(ed|s)|extension|replac(ed|es)|supersed(ed|es)|appoint\w*|st(oo|an)ds? down|new (statutory )?(direction|notice|commissioner)|direction issued|notice issued)\b/i

const order = /\b(improvement notice|notice to improve|direction|notice|order)s?\b/i

/** Which kind of change a note on the page of that title tells of. */
export function changeOf(note: string, pageTitle: string): Change {
  const [clause = '', moved] =
    /\bmoved\b(.+?)\b(?:in)?to\s+(?:the\s+)?(?:list\s+of\s+)?['‘"“]?closed(?:\s+(?:notices?|directions?))?/is.exec(
      note,
    ) ?? []
  const isEnd = (closing.test(note) || ending.test(note)) && !otherEnd.test(note) && !isReplaced(note, pageTitle)
  const ended =
    moved !== undefined ? ordersIn(moved, pageTitle) : isEnd && isOrder(pageTitle) ? [orderName(pageTitle)] : []
  if (ended.length > 0) return { kind: isRaised(note.replace(clause, ''), ended) ? 'raised' : 'closed', orders: ended }
  if (housekeeping.test(note) && !acting.test(note) && !isEnd) return { kind: 'housekeeping' }
  return { kind: 'other', isAct: isEnd || acting.test(note) || replacing.test(note) }
}

/** Whether what a note says besides the end of a notice is that a direction takes its place. */
const isRaised = (rest: string, ended: string[]): boolean =>
  ended.every((name) => /\bnotice\b/i.test(name)) &&
  /\bdirections?\b/i.test(rest) &&
  /\b(added|issued|new|replaced (by|with)|superseded by|in place of|instead)\b/i.test(rest)

/** Whether what a note on the page of a direction says is that another takes its place. */
const isReplaced = (note: string, pageTitle: string): boolean =>
  /\bdirection\b/i.test(pageTitle) && replacing.test(note)

/** Whether a page is one notice or direction, to somebody. */
export const isOrder = (title: string): boolean => order.test(title) && recipientOf(title) !== null

/** To whom a notice or direction is issued, by the title of its page; null where the title does not say. */
export function recipientOf(title: string): string | null {
  const to = /\b(?:issued|given|made|sent|addressed)?\s*\bto\s+(.+)$/i.exec(withoutDate(title))?.[1]
  return to === undefined || !/^\p{Lu}/u.test(to)
    ? null
    : (to.split(/\s*(?::|\(|\bunder\b|\babout\b|\bon\b|\bin relation\b|\bregarding\b)/)[0] ?? '').trim()
}

/** How a sentence names it: `the improvement notice issued to Halton Borough Council`. */
function orderName(title: string): string {
  const name = withoutDate(title)
  return `the ${/^[A-Z]{2,}\b/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)}`
}

/** Those that a note quotes; where it quotes none, what it names, or the page itself. */
function ordersIn(text: string, pageTitle: string): string[] {
  const quoted = [...text.matchAll(/(?<=^|[\s,(])['‘"“](.+?)['’"”](?=$|[\s,;.)])/gs)].map((found) => found[1] ?? '')
  if (quoted.length > 0) return quoted.map(orderName)
  const named = text.replace(/^\s*(the|this)\s+/i, '').trim()
  if (isOrder(named)) return [orderName(named)]
  if (isOrder(pageTitle)) return [orderName(pageTitle)]
  // "Halton's improvement notice", "Halton from open notices"
  return [
    order.test(named) && !/\bfrom\b/i.test(named) ? named : `intervention in ${named.replace(/\s+from\b.*$/is, '')}`,
  ]
}

/** The month behind a title is that of the order, not of what is told now. */
const withoutDate = (title: string): string =>
  title
    .replace(
      /[\s:,(–-]*\b(\d{1,2}\s+)?(January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}\)?\s*$/i,
      '',
    )
    .trim()
