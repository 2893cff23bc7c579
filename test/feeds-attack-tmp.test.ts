import { test } from 'vitest'
import { htmlToText, oneLine } from '/work/main/src/feeds/plain-text.ts'
import { articleText } from '/work/main/src/feeds/article.ts'
import { parseXml } from '/work/main/src/feeds/parse-xml.ts'
import { repairXml } from '/work/main/src/feeds/repair-xml.ts'
import { decodeText } from '/work/main/src/feeds/charset.ts'
import { salvage } from '/work/main/src/feeds/salvage.ts'
import { readDate } from '/work/main/src/feeds/dates.ts'
const t = async (n: string, f: () => unknown) => {
  const s = performance.now()
  let r: unknown
  try {
    r = await f()
  } catch (e) {
    r = String(e).slice(0, 80)
  }
  console.log(
    n,
    Math.round(performance.now() - s) + 'ms',
    typeof r === 'string' ? r.length + ' ' + r.slice(0, 40) : JSON.stringify(r)?.slice(0, 80),
  )
}
test('x', async () => {
  for (const n of [20_000, 100_000]) {
    await t('deep ' + n, () => htmlToText('<div>'.repeat(n) + 'x'))
    await t('deep close ' + n, () => htmlToText('<a>'.repeat(n) + '</b>'.repeat(n)))
    await t('deep p ' + n, () => htmlToText('<table><tr><td><p>'.repeat(n / 4)))
  }
  await t('lt 1M', () => htmlToText('<'.repeat(1_000_000)))
  await t('a<p 1M', () => htmlToText('a<p '.repeat(250_000)))
  await t('quot 1M', () => htmlToText('<p a="'.repeat(150_000)))
  await t('amp 1M', () => htmlToText('&am'.repeat(300_000)))
  await t('combining 200k', () => htmlToText('a' + '\u0315\u0300'.repeat(100_000)))
  await t('oneLine b', () => oneLine('&lt;b '.repeat(20_000)))
  await t('date spaces', () => readDate('a' + ' '.repeat(30_000) + 'b', new Date()))
  const p = '<p>' + 'This is a sentence about the council, and its services. '.repeat(10) + '</p>'
  await t('article normal', () => articleText('<html><body><article>' + p.repeat(30) + '</article></body></html>'))
  for (const n of [1000, 5000, 15_000]) {
    await t('article deep div ' + n, () => articleText('<html><body>' + '<div>'.repeat(n) + p + '</div>'.repeat(n)))
    await t('article deep a ' + n, () => articleText('<html><body>' + '<a><p>'.repeat(n / 2) + p))
    await t('article wide p ' + n, () => articleText('<html><body>' + '<p>text, text</p>'.repeat(n)))
    await t('article wide div ' + n, () =>
      articleText(
        '<html><body>' + '<div>'.repeat(50) + ('<div>' + 'text, text '.repeat(10) + '<br><br>x</div>').repeat(n / 2),
      ),
    )
    await t('article table ' + n, () => articleText('<html><body>' + '<table><tr><td>'.repeat(n / 3) + p))
    await t('article br ' + n, () => articleText('<html><body><div>' + 'a<br><br>'.repeat(n / 2) + p))
    await t('article divp ' + n, () =>
      articleText('<html><body>' + ('<div>' + 'lorem, ipsum dolor sit amet '.repeat(4)).repeat(n)),
    )
  }
  await t('attr 3MB', () => articleText('<html><body><div a="' + 'x'.repeat(3_000_000) + '">' + p))
  await t('class 3MB', () => articleText('<html><body><div class="' + 'x '.repeat(1_500_000) + '">' + p))
  await t('style 3MB', () => articleText('<html><body><div style="' + 'a:b;'.repeat(700_000) + '">' + p))
  await t('jsonld', () =>
    articleText(
      '<html><head><script type="application/ld+json">' + '['.repeat(2_000_000) + '</script></head><body>' + p,
    ),
  )
  await t('attrs many', () =>
    articleText('<html><body><div ' + Array.from({ length: 300_000 }, (_, i) => 'a' + i + '=1').join(' ') + '>' + p),
  )
  await t('comments', () => articleText('<html><body>' + '<!--x-->'.repeat(300_000) + p))
  await t('text 3MB', () => articleText('<html><body><p>' + 'word, '.repeat(500_000)))
  await t('spaces 3MB', () => articleText('<html><body><p>a' + ' '.repeat(2_900_000) + 'b'))
  await t('bad title', () => articleText('<html><head><title>' + 'a | '.repeat(500_000) + '</title></head><body>' + p))
}, 600_000)
