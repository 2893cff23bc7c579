import { dark, light } from '../emails/styles.ts'
import { sheet } from './sheet.ts'

/** Marks and grades have the colours of the digests, where their contrast is looked after. */
const colours = ({ mark, onMark, grades }: typeof light): string =>
  `.update{background:${mark};color:${onMark}}${Object.entries(grades)
    .map(([grade, { under, text }]) => `.grade.${grade}{background:${under};color:${text}}`)
    .join('')}`

/** The style of events: lists of them, whole digests, quotes and sources. */
export const eventsSheet = sheet(`
.events{margin:1rem 0;padding:0;list-style:none}
.events>li{margin:0;padding:1.25rem 0;border-top:1px solid var(--line)}
.events h2,.events h3,.event h3{margin:0 0 .15rem;font-size:1.1rem;line-height:1.35}
.events p,.event p{margin:0 0 .35rem}
.event{margin:1rem 0 2rem}
h1,h2,h3,dd{overflow-wrap:anywhere}
blockquote{margin:.6rem 0;padding:0 0 0 .9rem;border-left:3px solid var(--line);overflow-wrap:anywhere}
blockquote p,.event blockquote p{margin:0}
blockquote .quiet,.sources .quiet{font-size:.9375rem}
.sources{margin:.6rem 0 0;list-style:disc}
.sources>li{margin:0 0 .6rem}
.sources>li>.quiet{display:block}
.update{padding:.1rem .4rem;border-radius:.2rem;font-size:.9375rem}
.grid th,.grid td{padding-right:.5rem;overflow-wrap:break-word;font-size:.9375rem}
@media(max-width:30rem){.grid th,.grid td{padding-right:.35rem;font-size:.875rem}.grid .way{display:block}}
@media(max-width:23rem){.grid th,.grid td{overflow-wrap:anywhere}}
.grid th[scope=row]{font-weight:400}
.grid .way{white-space:nowrap;font-size:.9375rem}
.grade{padding:.1rem .4rem;border-radius:.2rem;font-weight:600}
.line{width:auto}
.line th,.line td{padding:.2rem .5rem;border:1px solid var(--line);text-align:center;font-size:.875rem}
.line td.grade{border-radius:0}
.line th[scope=row]{text-align:left;font-weight:400}
.line td:empty{border:0}
.line+p{font-size:.875rem}
.event .why{margin-top:1rem}
.known .quiet{display:block;font-size:.9375rem}
.facts{margin:0 0 1rem}
.facts>div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
.facts dt{flex:0 0 9rem;font-weight:600}
.facts dd{flex:1 1 12rem;margin:0}
.facts ul{margin:0}
.filter{display:flex;flex-wrap:wrap;gap:.75rem;align-items:flex-end;margin:1rem 0}
.filter .field{flex:1 1 10rem;margin:0}
.filter select{width:100%!important}
.turning{align-items:center;justify-content:space-between;margin:0 0 1rem}
.sample{margin:2rem 0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.35rem;background:var(--ground)}
.sample h2{margin:0 0 .5rem}
.sample>:last-child{margin-bottom:0}
${colours(light)}
@media(prefers-color-scheme:dark){${colours(dark)}}
`)
