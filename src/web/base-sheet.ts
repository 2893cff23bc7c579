import { sheet } from './sheet.ts'

/** The style of every page. */
// Contrast of every pair of text and ground is 7:1 or better, of edges of fields 4.5:1, in both schemes (WCAG 2.2, 1.4.6).
export const baseSheet = sheet(`
:root{color-scheme:light dark;--ground:#f5f5f3;--card:#fff;--text:#1b1d21;--quiet:#4a4f57;--line:#d8d9d6;--action:#123f7a;--on-action:#fff;--link:#123f7a;--edge:#6b7078;--fault:#9b1c1c}
@media(prefers-color-scheme:dark){:root{--ground:#15171a;--card:#1e2125;--text:#eceef0;--quiet:#b6bcc4;--line:#383d44;--action:#a9cbff;--on-action:#0c1b30;--link:#a9cbff;--edge:#8b929b;--fault:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:34rem;margin:clamp(1rem,8vh,5rem) auto;padding:clamp(1.25rem,5vw,2.25rem);background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.wide main,.wide footer{max-width:72rem}
@media(max-width:36rem){main{margin:0;border:0;border-radius:0}body{background:var(--card)}}
.service{margin:0 0 1.25rem;color:var(--quiet);font-size:.9375rem}
h1{margin:0 0 .75rem;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p,ul{margin:0 0 1rem}
main>:last-child{margin-bottom:0}
h2{margin:2rem 0 .5rem;font-size:1.2rem;line-height:1.3}
a{color:var(--link)}
a:focus-visible,input:focus-visible,input[type=date]:focus-within,select:focus-visible,textarea:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--action);outline-offset:2px}
footer{max-width:34rem;margin:0 auto clamp(1rem,6vh,4rem);padding:0 clamp(1.25rem,5vw,2.25rem)}
main+footer{margin-top:-1rem}
@media(max-width:36rem){main+footer{margin:0 clamp(1.25rem,5vw,2.25rem) 1.5rem;padding:.75rem 0 0;border-top:1px solid var(--line)}}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
nav a{padding:.5rem 0}
fieldset{min-width:0;margin:0 0 1.5rem;padding:1rem;border:1px solid var(--line);border-radius:.35rem}
fieldset.plain{margin:1rem 0 0;padding:0;border:0}
legend{padding:0}
legend,.field>label,.within label:not(.choice){font-weight:600}
fieldset:not(.plain)>legend{padding:0 .4rem;font-size:1.1rem}
.choice{display:flex;gap:.6rem;align-items:flex-start;padding:.35rem 0;min-height:2rem}
.choice input{flex:none;width:1.35rem;height:1.35rem;margin:.1rem 0 0;accent-color:var(--action)}
.within{margin:.25rem 0 .5rem 1.95rem}
.field{margin:0 0 1.5rem}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:flex-end}
.row>input,.row>textarea{flex:1 1 10rem}
.row>div{max-width:100%}
.columns{columns:11rem;column-gap:1rem}
.columns .choice{break-inside:avoid}
input:not([type=radio],[type=checkbox]),select,textarea{display:block;width:100%;min-height:2.75rem;padding:.5rem .6rem;border:1px solid var(--edge);border-radius:.35rem;background:var(--card);color:inherit;font:inherit}
select,input[type=date]{width:auto!important;max-width:100%}
[aria-invalid=true]:not(fieldset){border:2px solid var(--fault)}
.hint,.fault,label+p{margin-top:.1rem;margin-bottom:.4rem}
button+.quiet{margin-top:1rem}
.hint{color:var(--quiet);font-size:.9375rem}
.fault{color:var(--fault);font-weight:600}
.faults,.done{margin:0 0 1.5rem;padding:1rem;border:2px solid var(--fault);border-radius:.35rem}
.faults h2{margin:0 0 .5rem}
.faults ul{margin:0}
.faults a{color:var(--fault);font-weight:600}
.done{border-color:var(--action);font-weight:600}
.inline{margin:.5rem 0}
table{width:100%;margin:0 0 1rem;border-collapse:collapse}
th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
.unseen{position:absolute;width:1px;height:1px;min-height:0;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
ul{padding-left:1.25rem}
li{margin:0 0 .35rem}
.service,li,strong{overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
form{margin:1.5rem 0 1rem}
button{min-height:3rem;padding:.6rem 1.4rem;border:2px solid transparent;border-radius:.35rem;background:var(--action);color:var(--on-action);font:inherit;font-weight:600;cursor:pointer}
button.second{border-color:var(--action);background:transparent;color:var(--action)}
button.second:not(form>:last-child){min-height:2.75rem}
button:hover{text-decoration:underline}
button:focus-visible{outline:3px solid var(--action);outline-offset:3px}
`)
