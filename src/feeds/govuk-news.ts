import { changeOf, isOrder, recipientOf } from './govuk-change.ts'
import type { ChangeNote, GovukPage } from './govuk-page.ts'

/** The part of a page that is news, for readers of the rules. */
export type GovukNews = { title: string; text: string }

/**
 * What is new of a page since an instant (null: all of it): the whole page where it was first published later, else only what GOV.UK says of
 * its changes, in plain words. The text of an old page is no news, nor is that it was published again: a notice of years ago that gets a new address
 * line stays silent, and one that is closed reads as lifted.
 */
export function newsOf(page: GovukPage, since: Date | null): GovukNews {
  const { title, firstPublished, updated, withdrawn } = page
  const isLater = (at: Date) => since === null || at > since
  const told = [
    ...page.notes.filter(({ at }) => isLater(at)),
    ...(withdrawn !== null && isLater(withdrawn.at) ? [{ note: withdrawn.explanation, at: withdrawn.at }] : []),
  ].flatMap((note) => sentencesOf(note, title))
  const begun = firstPublished ?? (page.notes.length === 0 ? updated : null)
  const isNew = begun === null ? since === null : isLater(begun)
  const changes = told.map(({ text }) => text)
  if (isNew) return labelled({ title, text: paragraphs(wholeOf(page), ...changes) })
  const [first] = told
  // Its own title would be read as told today.
  if (first === undefined)
    return { title: 'A page of GOV.UK was published again', text: 'Nothing was said of a change.' }
  return labelled({ title: first.headline, text: paragraphs(...changes) })
}

/** Until when the page tells of changes: what comes later is news to those who read it. */
export function toldUntil({ updated, firstPublished, notes, withdrawn }: GovukPage): Date | null {
  const all = [updated, firstPublished, withdrawn?.at ?? null, ...notes.map(({ at }) => at)].filter((at) => at !== null)
  return all.length === 0 ? null : new Date(Math.max(...all.map((at) => at.getTime())))
}

function wholeOf({ description, body, attachments }: GovukPage): string {
  const attached = attachments.length === 0 ? '' : `Attached: ${attachments.join('; ')}.`
  return paragraphs(description, body, attached)
}

/** One change as a headline and a text, or nothing where it says nothing new. */
function sentencesOf({ note, at }: ChangeNote, title: string): { headline: string; text: string }[] {
  const change = changeOf(note, title)
  const onDay = `on ${day.format(at)}`
  switch (change.kind) {
    case 'housekeeping':
      return []
    case 'raised':
      return change.orders.map((order) => {
        // The notice that ends is not named: it would be read as what was issued.
        const recipient = recipientOf(order) ?? ownerOf(order)
        return {
          headline: `Statutory direction issued to ${recipient}`,
          text: paragraphs(
            `The government has issued a statutory direction to ${recipient}.`,
            `GOV.UK ${onDay}: ${note}`,
          ),
        }
      })
    case 'closed':
      return change.orders.map((order) => ({
        headline: `${order.charAt(0).toUpperCase()}${order.slice(1)} has been lifted`,
        text: paragraphs(`The government has lifted ${order}.`, `GOV.UK ${onDay}: ${note}`),
      }))
    case 'other': {
      if (note === '') return []
      // The title of an order, or of a press release, tells of the day on which it was published.
      const about = isOrder(title) ? recipientOf(title) : change.isAct ? title : null
      return [{ headline: about === null ? note : `${about}: ${note}`, text: `GOV.UK ${onDay}: ${note}` }]
    }
  }
}

/** "Halton's improvement notice" */
const ownerOf = (order: string): string => order.replace(/['’]s?\s.*$/s, '')

const send = /\b(special educational needs|SEND|SEN|local area partnership)\b/
const socialCare =
  /\b(social care|social work|children['’]?s['’]? services|child protection|looked[- ]after|safeguarding|children in care|care leavers)\b/i

/** Directions and notices on special educational needs stand on the same list, and are no news of children's services. */
function labelled({ title, text }: GovukNews): GovukNews {
  const words = `${title}\n${text}`
  return send.test(words) && !socialCare.test(words)
    ? { title, text: paragraphs("On special educational needs (area SEND), not on children's social care.", text) }
    : { title, text }
}

const paragraphs = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n\n')

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})
