import { html } from 'hono/html'
import { DateTime } from 'luxon'
import { plain, shorten } from '../emails/plain.ts'
import { webAddress } from '../emails/web-address.ts'
import { feedbackTitles, type Told } from '../events/feedback.ts'
import { describedBy, faultBeside, faultSummary, radio } from './form.ts'
import { wordsField } from './own-words.ts'
import { page, type Html } from './page.ts'
import { sheet } from './sheet.ts'
import type { FormFault } from './wishes.ts'

export const feedbackSheet = sheet(`
blockquote{margin:0 0 1rem;padding:0 0 0 .9rem;border-left:3px solid var(--edge);overflow-wrap:anywhere}
blockquote p{margin:0 0 .25rem}
.told{margin:1rem 0 1.5rem;padding:1rem 0 0;border-top:1px solid var(--line)}
.told h2{margin:0 0 .25rem}
.told>:last-child{margin-bottom:0}
`)

export type FeedbackPage = {
  told: Told
  ruleTitle: string
  timeZone: string
  /** Where the form goes. */
  path: string
  /** What was chosen and written before. */
  reason: string | null
  words: string
  faults: readonly FormFault[]
  /** Whether this reader has said something of this event already. */
  isKnown: boolean
}

/** Sources whose sentences are shown; the digest links to all of them. */
const mostShown = 3
const mostQuote = 300
const mostName = 120

/** An event as it was told, with what showed it, and the question what is wrong with it. */
export function feedbackPage({ reason, words, faults, isKnown, path, ...shown }: FeedbackPage): Html {
  const body = html`${faultSummary(faults)}
    <p>A program found this in the news and told you of it. If it should not have, please say why: whoever tunes its rules reads it beside the sentences below.</p>
    ${toldHtml(shown)}
    <form method="post" action="${path}" novalidate>
      <fieldset id="reason" tabindex="-1" ${describedBy(faults, 'reason')}>
        <legend>What is wrong?</legend>
        ${faultBeside(faults, 'reason')}
        ${Object.entries(feedbackTitles).map(([value, title]) => radio('reason', value, title, reason))}
      </fieldset>
      ${wordsField(words, faults)}
      <button type="submit">Send</button>
      <p class="quiet">It is kept without your name and address: <a href="/privacy">notes on privacy</a>.</p>
    </form>
    ${isKnown ? html`<h2>You have said something of this already</h2>${takeBackForm(path)}<p class="quiet">What you send above takes its place.</p>` : ''}`
  return page({ heading: 'Not relevant?', body, isAtFault: faults.length > 0, sheets: [feedbackSheet] })
}

/** The answer to feedback, from which it may be taken back. */
export function thanksPage(reason: keyof typeof feedbackTitles, path: string): Html {
  const body = html`<p class="done" role="status">Noted: ${feedbackTitles[reason]}.</p>
    <p>It changes nothing of what you get by itself. Whoever looks after the rules sees it, and what in the text made the program tell you of it.</p>
    ${takeBackForm(path)}
    <p><a href="${path}">Say something else of this event</a></p>`
  return page({ heading: 'Thank you', body })
}

const takeBackForm = (path: string): Html =>
  html`<form method="post" action="${path}/take-back"><button class="second" type="submit">Take it back</button></form>`

function toldHtml({ told, ruleTitle, timeZone }: Pick<FeedbackPage, 'told' | 'ruleTitle' | 'timeZone'>): Html {
  const day = DateTime.fromISO(told.date, { zone: timeZone }).setLocale('en-GB').toFormat('d LLLL yyyy')
  return html`<div class="told">
    <h2>${plain(told.headline)}</h2>
    <p class="quiet">${plain(ruleTitle)}, ${day}</p>
    ${quotesOf(told).slice(0, mostShown).map(quoteHtml)}
  </div>`
}

type Quote = { source: Told['sources'][number]; sentences: [sentence: string, why: string][] }

/** What each source said, in order; outlets print each other's sentences, and one is shown once. */
function quotesOf({ sources }: Told): Quote[] {
  const shown = new Set<string>()
  return sources.map((source) => {
    const sentences = new Map(
      source.evidence.map(({ sentence, why }) => [shorten(plain(sentence), mostQuote), plain(why)]),
    )
    const fresh = [...sentences].filter(([sentence]) => !shown.has(sentence)).slice(0, mostShown)
    for (const [sentence] of fresh) shown.add(sentence)
    return { source, sentences: fresh }
  })
}

function quoteHtml({ source: { outlet, title, url }, sentences }: Quote): Html {
  const link = webAddress(url)
  const name = shorten(plain(title), mostName) || 'Untitled'
  return html`<blockquote>
    ${sentences.map(([sentence, why]) => html`<p>“${sentence}” <span class="quiet">(${why})</span></p>`)}
    <p class="quiet">— ${shorten(plain(outlet), mostName)}: ${link === null ? name : html`<a href="${link}" rel="noopener nofollow ugc">${name}</a>`}</p>
  </blockquote>`
}
