type Colours = Record<
  'ground' | 'page' | 'text' | 'quiet' | 'link' | 'line' | 'mark' | 'onMark' | 'action' | 'onAction',
  string
>

/** Text keeps a contrast of at least 4.5 to 1 with what is under it, in both schemes (WCAG 2.2, 1.4.3). */
export const light: Colours = {
  ground: '#f3f4f6',
  page: '#ffffff',
  text: '#1f2328',
  quiet: '#57606a',
  link: '#1f4f8f',
  line: '#d0d7de',
  mark: '#fff3c4',
  onMark: '#5c4400',
  action: '#1f4f8f',
  onAction: '#ffffff',
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
  { ground, page, text, quiet, link, line, mark, onMark, action, onAction }: Colours,
  rank: string,
): string => `
body,.ground{background:${ground}${rank}}
.page{background:${page}${rank};color:${text}${rank}}
.quiet{color:${quiet}}
h2,.quote,.foot{border-color:${line}}
.update{background:${mark};color:${onMark}}
a{color:${link}}
a.action{background:${action}${rank};color:${onAction}${rank}}`

/** One column that fits a phone from 320 pixels on. */
export const styles = `
.preheader{display:none;max-height:0;overflow:hidden}
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
ul{margin:8px 0 0;padding:0 0 0 20px}
li{margin:0 0 8px}
li .quiet{display:block}
.more{margin:24px 0;font-size:18px}
.foot{margin:36px 0 0;padding:16px 0 0;border-top:1px solid}${scheme(light, '')}
@media (max-width:400px){.page{padding:20px 14px!important}}
@media (prefers-color-scheme:dark){${scheme(dark, '!important')}
}`
