import { sheet } from './sheet.ts'

/** What the operator's pages look like beyond the others: tables that become cards where there is little room. */
export const adminSheet = sheet(`
.operator{margin:0 0 1.25rem;padding:0 0 .5rem;border-bottom:1px solid var(--line)}
.operator a[aria-current]{color:var(--text);font-weight:600;text-decoration:none;box-shadow:inset 0 -3px var(--action)}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;margin:0 0 1.5rem;padding:0;list-style:none}
.numbers li{margin:0;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.35rem}
.numbers b{display:block;font-size:1.5rem;line-height:1.3;font-variant-numeric:tabular-nums}
.alarm{margin:0 0 1rem;padding:.75rem 1rem;border:2px solid var(--fault);border-radius:.35rem}
.alarm p{margin:0}
.bad{color:var(--fault);font-weight:600}
time{overflow-wrap:normal}
.cards th[scope=row]{min-width:9rem}
.cards th strong,.cards td .bad{overflow-wrap:break-word}
.cards td:has(.bad){min-width:9rem}
th.number,td.number{padding-right:1.5rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
caption{padding:0 0 .35rem;text-align:left;font-weight:600}
dl.facts{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.4rem 1.25rem;margin:0 0 1.5rem}
dl.facts dt{color:var(--quiet)}
dl.facts dd{margin:0;overflow-wrap:anywhere}
.weeks{display:flex;align-items:center;flex-wrap:wrap;gap:.25rem .75rem}
.weeks svg{flex:none;width:8.5rem;height:2.25rem;fill:var(--action)}
code{font-size:.9em;overflow-wrap:anywhere}
th .mono{font-weight:400}
.choices{display:grid;margin:0 0 1rem;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));gap:1.5rem}
.choices form{margin:0;padding:1rem;border:1px solid var(--line);border-radius:.35rem}
.choices h3{margin:0 0 .5rem;font-size:1.05rem}
td :last-child{margin-bottom:0}
@media(max-width:44rem){
table.narrow{font-size:.875rem}
.narrow th,.narrow td,th.number,td.number{padding-right:.4rem}
table.cards,.cards caption,.cards tbody,.cards tr,.cards td,.cards th[scope=row]{display:block}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards tr{margin:0 0 .75rem;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.35rem}
.cards td,.cards th[scope=row]{display:flex;gap:.5rem;justify-content:space-between;padding:.15rem 0;border:0;text-align:left;white-space:normal}
.cards td:empty{display:none}
.cards td.number{padding-right:0}
.cards td::before{flex:none;max-width:45%;content:attr(data-label);color:var(--quiet)}
.cards td>*,.cards td{overflow-wrap:anywhere}
.cards td>span{text-align:right}
dl.facts{grid-template-columns:1fr;gap:0}
dl.facts dd{margin:0 0 .6rem}
}
@media(max-width:24rem){
table.narrow{font-size:.75rem}
.narrow th,.narrow td,.narrow th.number,.narrow td.number{padding-right:.25rem}
}
`)
