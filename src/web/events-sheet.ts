import { sheet } from './sheet.ts'

/** The style of events: lists of them, quotes and sources. Colours are those of every page. */
export const eventsSheet = sheet(`
.events{margin:1rem 0;padding:0;list-style:none}
.events>li{margin:0;padding:1.25rem 0;border-top:1px solid var(--line)}
.events h2,.events h3{margin:0 0 .15rem;font-size:1.1rem;line-height:1.35}
.events p{margin:0 0 .35rem}
blockquote{margin:.6rem 0;padding:0 0 0 .9rem;border-left:3px solid var(--line);overflow-wrap:anywhere}
blockquote p{margin:0}
blockquote .quiet{font-size:.9375rem}
.sources{margin:.6rem 0 0}
.sources .quiet{display:block;font-size:.9375rem}
.sources>li.quiet{display:list-item}
`)
