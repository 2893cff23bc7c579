import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** As the digests name themselves. */
const serviceName = 'Ofsted alerts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

type Page = {
  /** The one heading, and the first half of the window's title. */
  heading: string
  body: Html
}

/** A whole page: readable on a telephone, in the dark, without pictures, scripts or anything fetched from elsewhere. */
export function page({ heading, body }: Page): Html {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${heading} · ${serviceName}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <p class="service">${serviceName}</p>
          <h1>${heading}</h1>
          ${body}
        </main>
      </body>
    </html> `
}

/** A button that does something: only a POST changes anything, so a mail scanner that follows links does no harm. */
export function button(label: string): Html {
  return html`<form method="post"><button type="submit">${label}</button></form>`
}

// Contrast of every pair is 7:1 or better, in both schemes (WCAG 2.2, 1.4.6).
const style = `
:root{color-scheme:light dark;--ground:#f5f5f3;--card:#fff;--text:#1b1d21;--quiet:#4a4f57;--line:#d8d9d6;--action:#123f7a;--on-action:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#15171a;--card:#1e2125;--text:#eceef0;--quiet:#b6bcc4;--line:#383d44;--action:#a9cbff;--on-action:#0c1b30}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:34rem;margin:clamp(1rem,8vh,5rem) auto;padding:clamp(1.25rem,5vw,2.25rem);background:var(--card);border:1px solid var(--line);border-radius:.5rem}
@media(max-width:36rem){main{margin:0;border:0;border-radius:0;min-height:100vh}body{background:var(--card)}}
.service{margin:0 0 1.25rem;color:var(--quiet);font-size:.9375rem}
h1{margin:0 0 .75rem;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p,ul{margin:0 0 1rem}
main>:last-child{margin-bottom:0}
ul{padding-left:1.25rem}
li{margin:0 0 .35rem}
.service,li,strong{overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
form{margin:1.5rem 0 1rem}
button{min-height:3rem;padding:.6rem 1.4rem;border:2px solid transparent;border-radius:.35rem;background:var(--action);color:var(--on-action);font:inherit;font-weight:600;cursor:pointer}
button:hover{text-decoration:underline}
button:focus-visible{outline:3px solid var(--action);outline-offset:3px}
`

/** What the Content-Security-Policy must allow for the style above, and nothing else. Of the element's content to the letter: one space more, and browsers drop it. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
