import type { Grade } from '../ratings/grade.ts'

type Colours = Record<
  'ground' | 'page' | 'text' | 'quiet' | 'link' | 'line' | 'mark' | 'onMark' | 'action' | 'onAction',
  string
> & { grades: Record<Grade, { under: string; text: string }> }

/** Text keeps a contrast of at least 4.5 to 1 with what is under it, in both schemes (WCAG 2.2, 1.4.3). */
export const light: Colours = {
  ground: '#f3f4f6',
  page: '#ffffff',
  text: '#1f2328',
  quiet: '#4a5159',
  link: '#1f4f8f',
  line: '#d0d7de',
  mark: '#fff3c4',
  onMark: '#5c4400',
  action: '#1f4f8f',
  onAction: '#ffffff',
  grades: {
    outstanding: { under: '#cfe3ff', text: '#0b3d91' },
    good: { under: '#d3f0d8', text: '#0f5323' },
    'requires-improvement': { under: '#ffe7b3', text: '#5c4400' },
    adequate: { under: '#ffe7b3', text: '#5c4400' },
    inadequate: { under: '#ffd6d6', text: '#8a1111' },
  },
}

export const dark: Colours = {
  ground: '#0d1117',
  page: '#161b22',
  text: '#e6edf3',
  quiet: '#a5afba',
  link: '#8ab8ff',
  line: '#3d444d',
  mark: '#4d3800',
  onMark: '#ffe08a',
  action: '#8ab8ff',
  onAction: '#0d1117',
  grades: {
    outstanding: { under: '#123a7a', text: '#d6e6ff' },
    good: { under: '#12472a', text: '#c9f2d4' },
    'requires-improvement': { under: '#4d3800', text: '#ffe08a' },
    adequate: { under: '#4d3800', text: '#ffe08a' },
    inadequate: { under: '#6b1a1a', text: '#ffdada' },
  },
}

const font = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Arial,sans-serif'

/** What must hold also where mail programs throw `style` elements away: one column of a readable font. */
export const inline = {
  ground: `margin:0;padding:0;background:${light.ground}`,
  table: 'border-collapse:collapse;width:100%',
  around: 'padding:0',
  page: `padding:24px 20px;background:${light.page};color:${light.text};font:16px/1.5 ${font};overflow-wrap:anywhere;word-break:break-word`,
  action: `display:inline-block;margin:8px 0;padding:12px 22px;border-radius:4px;background:${light.action};color:${light.onAction};font-weight:bold;text-decoration:none`,
} as const

const scheme = (
  { ground, page, text, quiet, link, line, mark, onMark, action, onAction, grades }: Colours,
  rank: string,
): string => `
body,.ground{background:${ground}${rank}}
.page{background:${page}${rank};color:${text}${rank}}
.quiet{color:${quiet}}
h2,.quote,.foot{border-color:${line}}
.update{background:${mark};color:${onMark}}
a{color:${link}}
.action{background:${action}${rank};color:${onAction}${rank}}
.grid,.grid th,.grid td,.line td,.line th{border-color:${line}}
${Object.entries(grades)
  .map(([grade, { under, text: on }]) => `.${grade}{background:${under};color:${on}}`)
  .join('\n')}`

/** One column that fits a phone from 320 pixels on. */
export const styles = `
.preheader{display:none}
h1{margin:0 0 8px;font-size:22px;line-height:1.3}
h2{margin:32px 0 0;padding:20px 0 0;border-top:1px solid;font-size:19px;line-height:1.3}
h3{margin:0 0 2px;font-size:16px;line-height:1.4}
.event{margin:16px 0 28px}
p{margin:0 0 8px}
.quiet{font-size:14px}
.update{padding:1px 6px;border-radius:3px;font-size:13px}
.quote{margin:4px 0 10px;padding:0 0 0 12px;border-left:3px solid}
.quote p{margin:0}
.why{margin:12px 0 0}
.ask{font-size:13px}
.grid,.line{border-collapse:collapse;margin:8px 0}
.grid{width:100%}
.grid th,.grid td{padding:6px 8px 6px 0;border-bottom:1px solid;text-align:left;vertical-align:top;font-size:15px}
.row{font-weight:normal;text-align:left}
.grade{padding:1px 6px;border-radius:3px;font-weight:bold}
.way{white-space:nowrap;font-size:14px}
.grid th,.grid td{word-break:normal;overflow-wrap:normal}
.line td,.line th{padding:3px 7px;border:1px solid;border-radius:0;font-size:13px}
.line td{text-align:center}
.line td:empty{border:0}
ul{margin:8px 0 0;padding:0 0 0 20px}
li{margin:0 0 8px}
li .quiet{display:block}
.more{margin:24px 0;font-size:18px}
.foot{margin:36px 0 0;padding:16px 0 0;border-top:1px solid}${scheme(light, '')}
@media (max-width:400px){.page{padding:20px 14px!important}.grid th,.grid td{font-size:14px;padding-right:6px}}
@media (prefers-color-scheme:dark){${scheme(dark, '!important')}
}`
