import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileTexts } from '../helpers/hostile.ts'
import { cut, htmlToText, oneLine } from '../../src/feeds/plain-text.ts'

describe('htmlToText', () => {
  test.each([
    ['<p>One.</p><p>Two &amp; <b>three</b>.</p>', 'One.\n\nTwo & three.'],
    ['plain, with no tag', 'plain, with no tag'],
    ['a < b and R&D', 'a < b and R&D'],
    ['before<script>alert("x")</script><style>p{}</style> after', 'before after'],
    ['a<noscript>no</noscript>b<svg><title>icon</title><svg></svg>x</svg>c<iframe/>d', 'abcd'],
    ['a<br>b<br/>c', 'a b c'],
    ['a<br><br>b<br />\n<br/>c<br>&nbsp;<br>d', 'a\n\nb\n\nc\n\nd'],
    ['a<iframe src=x> b', 'a b'],
    ['a<svg><path/> b<script>c</script> d', 'a b d'],
    ['a<svg><svg>no</svg> b', 'a b'],
    ['A<B in tests', 'A<B in tests'],
    ['<p>A<B and more', 'A<B and more'],
    ['children&#8217;s &pound;5m&nbsp;cut', 'children’s £5m cut'],
    ['<P>UPPER</P><LI>case</LI>', 'UPPER\n\ncase'],
    [
      'zero\u200Bwidth soft\u00ADhyphen \u202Eright-to-left\u202C \uFEFFmark',
      'zerowidth softhyphen right-to-left mark',
    ],
    ['bell\u0007 null\u0000 tab\t end', 'bell null tab end'],
    ['half \uD83D of a pair', 'half of a pair'],
    ['e\u0301', 'é'],
    ['<p title="a > b">quoted</p>', 'quoted'],
    ['unclosed <b', 'unclosed'],
    ['<!-- comment -->text', 'text'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  test.each(hostileTexts)('two megabytes of %s come to an end', (_, html) => {
    expect(htmlToText(html).length).toBeLessThanOrEqual(html.length)
  })

  test('whatever it is given, nothing unseen comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (html) => {
        expect(htmlToText(html)).not.toMatch(
          /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u0000-\u0009\u000B-\u001F]|<script/u,
        )
      }),
    )
  })
})

describe('oneLine', () => {
  test.each([
    ['Parents&#39; fury &amp;amp; more', "Parents' fury & more"],
    ['&lt;b&gt;children&lt;/b&gt; first', 'children first'],
    ['Costs &lt; £5 rise', 'Costs < £5 rise'],
    ['A\n<p>B</p>', 'A B'],
    ['R&amp;D; done', 'R&D; done'],
  ])('%j', (title, text) => {
    expect(oneLine(title)).toBe(text)
  })
})

describe('cut', () => {
  test('never leaves half a character', () => {
    expect(cut('ab😀c', 3)).toBe('ab')
    expect(cut('ab😀c', 4)).toBe('ab😀')
    expect(cut('abc', 3)).toBe('abc')
  })
})
