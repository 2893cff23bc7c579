import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { inline, styles } from './styles.ts'

/** A part of a mail. Made of values that are there already, so never really a promise. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

type Parts = {
  subject: string
  /** What lists of mails show behind the subject. */
  preheader: string
  serviceName: string
  heading: string
  body: Html
  foot: Html
}

/**
 * A whole mail in HTML: one column, no images, nothing fetched from elsewhere, readable on a phone, in dark mode, by ear and without its
 * styles. Everything from outside is escaped by `html`. The tables only lay it out: Outlook for Windows knows no other column.
 */
export function layout({ subject, preheader, serviceName, heading, body, foot }: Parts): string {
  const document = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no">
        <title>${subject}</title>
        <style>${raw(styles)}</style>
      </head>
      <body style="${inline.ground}">
        <div class="preheader" style="display:none">${preheader}</div>
        <table role="presentation" class="ground" style="${inline.table}"><tr><td align="center" style="${inline.around}">
          <table role="presentation" width="600" style="${inline.table};max-width:600px"><tr><td class="page" align="left" style="${inline.page}">
            <main>
              <p class="quiet">${serviceName}</p>
              <h1>${heading}</h1>
              ${body}
            </main>
            <div class="foot quiet" role="contentinfo">${foot}</div>
          </td></tr></table>
        </td></tr></table>
      </body>
    </html>`
  // Indentation would count against the size at which mail programs cut; no text from outside holds a line break.
  return String(document).replaceAll(/\n\s*/g, '\n')
}
