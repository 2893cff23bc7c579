import { dark, light } from '../emails/styles.ts'
import { Grade } from '../ratings/grade.ts'
import { sheet } from './sheet.ts'

/** What a grade is called in the styles, short because it stands a thousand times on a page. */
export const gradeClass: Record<Grade, string> = {
  outstanding: 'o',
  good: 'g',
  'requires-improvement': 'r',
  adequate: 'a',
  inadequate: 'i',
}

/** The colours of the digests: text has a contrast of 4.5 to 1 and more with what is under it. */
const colours = ({ grades }: typeof light): string =>
  Grade.options
    .map((grade) => `--${gradeClass[grade]}:${grades[grade].under};--${gradeClass[grade]}t:${grades[grade].text}`)
    .join(';')

const classes = Grade.options
  .map((grade) => gradeClass[grade])
  .map(
    (c) =>
      `.${c}{background:var(--${c});color:var(--${c}t)}svg .${c}{fill:var(--${c})}svg text.${c},.${c} text{fill:var(--${c}t)}`,
  )
  .join('\n')

/** The style of the pages of records: grades, maps of them, and what happened. */
export const recordSheet = sheet(`
:root{${colours(light)}}
@media(prefers-color-scheme:dark){:root{${colours(dark)}}}
${classes}
@media(min-width:36.01rem){.wide main{margin-top:1.5rem}}
.crumbs{margin:0 0 .5rem;font-size:.9375rem}
.lead{font-size:1.125rem;max-width:42rem}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1rem;margin:0 0 1rem;padding:0;list-style:none;font-size:.9375rem}
.legend li{margin:0}
.legend b{display:inline-block;min-width:1.9rem;margin-right:.35rem;padding:.05rem .3rem;border-radius:.2rem;text-align:center;font-size:.875rem}
.map{margin:0 0 1.5rem}
.map svg{display:block;width:100%;height:auto;max-height:40rem}
.map figcaption{margin:0 0 .5rem}
.map.large{max-width:52rem;margin:0 auto 1.5rem}
.map.large svg{max-height:none}
.map text{font:600 8.5px system-ui,sans-serif;text-anchor:middle}
.large text{font-size:6.8px}
.map path.x,.x path{fill:none;stroke:var(--line)}
.x text{fill:var(--edge)}
.large a{text-decoration:none}
.map tspan{font-size:6px}
.map a:hover path,.map a:focus path{stroke:var(--text);stroke-width:1.5}
.note{margin:0 0 1rem;padding:.75rem 1rem;border-left:4px solid var(--action);background:var(--ground)}
.ask{display:flex;flex-wrap:wrap;gap:.75rem;align-items:flex-end;margin:0 0 1.5rem}
.ask>div{flex:1 1 9rem;min-width:0}
.ask select{width:100%!important}
.ask label{font-weight:600;font-size:.9375rem}
.ask button{min-height:2.75rem;padding:.4rem 1.2rem}
.grades{font-size:.875rem;line-height:1.35}
.grades{table-layout:fixed}
.grades th,.grades td{padding:.4rem .1rem;border-color:var(--line)}
.grades td{border:2px solid var(--card);border-width:0 0 2px 2px;text-align:center;font-weight:600;vertical-align:middle}
.grades td:not([class]){border-bottom:1px solid var(--line);color:var(--quiet);font-weight:400}
.grades thead th{width:2.65rem;vertical-align:bottom;font-size:.6875rem;font-weight:400;text-align:center;color:var(--quiet)}
.grades thead th:first-child{width:auto;text-align:left}
.grades tbody th{font-weight:400;vertical-align:middle;overflow-wrap:anywhere}
.grades tbody th[colspan]{padding-top:1.5rem;font-size:1.0625rem;font-weight:600}
.grades a{display:inline-block;padding:.15rem 0}
.grades em{font-size:.8125rem}
.grades time{display:block;white-space:nowrap;color:var(--quiet);font-size:.8125rem}
.now{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.35rem;margin:0 0 .75rem}
.now div{padding:.6rem .75rem .7rem;border-radius:.3rem}
.now div:not([class]){border:1px solid var(--line)}
.now dt{font-size:.8125rem}
.now dd{margin:0;font-weight:600;line-height:1.25}
.now .other{margin-top:.15rem;font-size:.75rem;font-weight:400}
.go{display:inline-block;padding:.6rem 1.2rem;border-radius:.35rem;background:var(--action);color:var(--on-action);font-weight:600;text-decoration:none}
.go:hover{text-decoration:underline}
.years{display:block;margin:0 0 .75rem;overflow:visible}
.years text{font:.75rem system-ui,sans-serif;fill:var(--quiet)}
.years .area{font-size:.8125rem;fill:var(--text)}
.years line{stroke:var(--line)}
.years svg text{font-weight:700}
.years rect{stroke:var(--card);stroke-width:2}
table.history thead th{width:auto;text-align:center;overflow-wrap:anywhere;hyphens:auto}
table.history thead th:first-child{text-align:center}
.history th,.history td{hyphens:auto}
.history small{display:block;font-size:.6875rem;line-height:1.25;font-weight:400}
.history .quiet{display:block;font-size:.875rem;font-weight:400}
.history time{display:inline;color:inherit;font-size:inherit;white-space:normal}
.wide .events{max-width:46rem}
.history td[colspan]:not([class]){padding:.5rem 0 0;border:0;text-align:left;font-size:.875rem}
.history td p{margin:0 0 .25rem}
.history .doubt{padding-left:.6rem;border-left:3px solid var(--edge)}
@media(max-width:59.99rem){.w{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
@media(min-width:60rem){
.n{display:none}
.grades{font-size:.9375rem}
.history small{font-size:.8125rem}
.split{display:grid;grid-template-columns:minmax(0,1fr) 25rem;gap:2.5rem;align-items:start}
.split .map{grid-column:2;grid-row:1;position:sticky;top:1rem}
.split .rest{grid-column:1;grid-row:1}
.rest h2:first-child{margin-top:0}
.grades th,.grades td{padding:.4rem .25rem}
.grades thead th{width:4.4rem;font-size:.75rem}
.grades tbody th:not([colspan]){display:flex;justify-content:space-between;gap:1rem;align-items:baseline}
}
`)
