/**
 * One column that fits a phone. Colours keep a contrast of at least 4.5 to 1 in both schemes (WCAG 2.2, 1.4.3); without support for
 * `style` the plain HTML still reads in order.
 */
export const styles = `
body{margin:0;padding:0;background:#f3f4f6;color:#1f2328;font:16px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}
.preheader{display:none;max-height:0;overflow:hidden}
.page{max-width:600px;margin:0 auto;padding:24px 20px;background:#fff}
.service{margin:0 0 4px;color:#57606a;font-size:14px}
h1{margin:0 0 24px;font-size:20px;line-height:1.3}
h2{margin:28px 0 12px;padding-top:16px;border-top:3px solid #1f4f8f;font-size:18px;line-height:1.3}
h3{margin:0 0 2px;font-size:16px;line-height:1.4}
article{margin:0 0 24px}
p{margin:0 0 8px}
.rule,.by{color:#57606a;font-size:14px}
.update{padding:1px 6px;border-radius:3px;background:#fff3c4;color:#5c4400;font-size:13px}
blockquote{margin:8px 0;padding:0 0 0 12px;border-left:3px solid #d0d7de}
blockquote p{margin:0}
ul{margin:8px 0 0;padding-left:20px}
li{margin:0 0 6px}
li .by{display:block}
a{color:#1f4f8f}
.failed h2{border-top-color:#9a6700}
footer{margin-top:32px;padding-top:16px;border-top:1px solid #d0d7de;color:#57606a;font-size:14px}
@media (prefers-color-scheme:dark){
body{background:#0d1117;color:#e6edf3}
.page{background:#161b22}
.service,.rule,.by,footer{color:#9da7b3}
h2{border-top-color:#6ea8fe}
blockquote,footer{border-color:#3d444d}
.update{background:#4d3800;color:#ffe08a}
a{color:#8ab8ff}
}`
