/** What servers may send to hold a reader up: each is within the limits of size, and must come to an end. `npm run bench:hostile` times them. */

const sentence = 'Inspectors found that children waited too long for help, and that managers did not know it. '
const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>Paragraph ${index + 1}. ${sentence.repeat(3)}</p>`).join(
  '\n',
)

const rss = (inside: string) => `<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`
const item = (text: string) =>
  `<item><title>t</title><link>https://a.example/</link><description>${text}</description></item>`
const json = (items: unknown) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items })
const words = (entry: object) => json([{ id: '1', title: 't', ...entry }])

/** As many as are read, in ten megabytes: more is refused. */
const full = (piece: string) => {
  const times = Math.min(200_000, Math.floor(10_000_000 / piece.length))
  return piece.repeat(times) + 'x'.repeat(10_000_000 - times * piece.length)
}

export const hostileFeeds: [name: string, feed: string | Buffer][] = [
  ['entries with words', rss(full(item('Some words about children and their services. '.repeat(20))))],
  ['entries of a few bytes', rss(full('<item/>'))],
  ['entries that never end', rss(full('<item>'))],
  ['entries that never end, with a bare ampersand', rss(`&${full('<item>')}`)],
  ['sections of CDATA that never end', rss(`& ${full('<![CDATA[')}`)],
  ['less-than signs in a text', rss(item(`<![CDATA[${full('<')}]]>`))],
  ['tags without an end in a text', rss(item(`<![CDATA[${full('a<p ')}]]>`))],
  ['bare ampersands', rss(item(full('& ')))],
  ['elements, each within the one before', rss(item(full('<a>')))],
  ['the same, to be salvaged', rss(`& ${item(full('<a>'))}`)],
  ['XHTML that never ends', `<feed xmlns="http://www.w3.org/2005/Atom">${full('<content type="xhtml">')}</feed>`],
  ['an attribute of that kind over and over', `<feed><content ${full('type="xhtml" ')}</feed>`],
  ['a document type that never ends', `<!DOCTYPE rss [${full('<!ENTITY a "b">')}<rss>`],
  [
    'attributes',
    `<rss version="2.0" ${Array.from({ length: 900_000 }, (_, n) => `a${n}=""`).join(' ')}><channel>${item('')}`,
  ],
  [
    'as many attributes as are read',
    rss(`<a ${Array.from({ length: 240_000 }, (_, n) => `a${n}=''`).join(' ')}/>${item('')}`),
  ],
  ['less-than signs in plain text', words({ content_text: '<'.repeat(5_000_000), summary: '<'.repeat(5_000_000) })],
  ['markup in a JSON feed', words({ content_html: '<p>'.repeat(3_300_000) })],
  ['lists in a JSON feed', `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(5e6)}${']'.repeat(5e6)}}`],
  ['objects in a JSON feed', json(Array.from({ length: 2_000_000 }, () => ({})))],
  ['keys in a JSON feed', json([Object.fromEntries(Array.from({ length: 800_000 }, (_, n) => [`k${n}`, 1]))])],
  ['broken UTF-8', Buffer.concat([Buffer.from('<rss>'), Buffer.alloc(10_000_000, 0xc3)])],
]

const chain = (piece: string, levels: number, inside: string, times: number) =>
  (piece.repeat(levels) + inside + '</div>'.repeat(levels)).repeat(times)

const deep = (inside: string) => `<html><body>${'<div>'.repeat(94)}${inside}${'</div>'.repeat(94)}`

export const hostilePages: [name: string, html: string][] = [
  ['a hundred thousand elements, each within the one before', `<html><body>${'<div>'.repeat(100_000)}${paragraphs}`],
  ['links and paragraphs, each within the one before', `<html><body>${'<a><p>'.repeat(48)}${paragraphs}`],
  ['deep chains, as many as are read', `<html><body>${chain('<div>', 90, sentence, 200)}`],
  ['tables within tables', `<html><body>${'<table><tr><td>'.repeat(25)}${paragraphs}`],
  ['paragraphs without end', `<html><body>${'<p>text, text</p>'.repeat(19_000)}`],
  ['breaks without end', `<html><body><div>${'a<br><br>'.repeat(9000)}${paragraphs}`],
  ['an attribute of five megabytes', `<html><body><div title="${'x'.repeat(5_000_000)}">${paragraphs}`],
  ['classes without end', `<html><body><div class="${'x '.repeat(1_000_000)}">${paragraphs}`],
  ['styles without end', `<html><body><div style="${'a:b;'.repeat(600_000)}">${paragraphs}`],
  [
    'data that is broken',
    `<html><head><script type="application/ld+json">${'['.repeat(2_000_000)}</script></head><body>${paragraphs}`,
  ],
  ['a title without end', `<html><head><title>${'a | '.repeat(500_000)}</title></head><body>${paragraphs}`],
  ['text without end', `<html><body><p>${'word, '.repeat(400_000)}`],
  ['less-than signs', '<'.repeat(3_000_000)],
  ['paragraphs deep down', deep(`<p>${'word, '.repeat(140)}</p>`.repeat(3400))],
  [
    'paragraphs in sections, each in the one before',
    `<section><p>a, b, c, d, e, f, g, h, i, j</p>`.repeat(94) + `<p>${'word, '.repeat(140)}</p>`.repeat(600),
  ],
  ['one paragraph deep down', deep(`<p>${'word, '.repeat(480_000)}`)],
  ['short blocks deep down', deep('<div>one, two, three, four, five, six, seven, eigh</div>'.repeat(19_000))],
  ['entities deep down', deep(`<p>${'a&lt;, '.repeat(49_000)}</p>`)],
  [
    'attributes without end',
    `<html><body><div ${Array.from({ length: 400_000 }, (_, n) => `a${n}`).join(' ')}>${paragraphs}`,
  ],
  [
    'as many attributes as are read',
    `<html><body><div ${Array.from({ length: 49_000 }, (_, n) => `a${n}`).join(' ')}>${paragraphs}`,
  ],
  ['comments without end', `<html><body><div>${'<!---->'.repeat(420_000)}${paragraphs}`],
  ['instructions without end', `<html><body><div>${'<?a?>'.repeat(590_000)}${paragraphs}`],
  ['more pieces of text than are read', `<p>${'a&lt;'.repeat(100_001)}`],
  ['nothing', ''],
]

export const hostileTexts: [name: string, html: string][] = [
  ['elements, each within the one before', '<div>'.repeat(400_000)],
  ['ends of elements that never began', `${'<a>'.repeat(200_000)}${'</b>'.repeat(200_000)}`],
  ['less-than signs', '<'.repeat(2_000_000)],
  ['tags without an end', 'a<p '.repeat(500_000)],
  ['attributes without an end', '<p a="'.repeat(300_000)],
  ['ampersands', '&am'.repeat(600_000)],
  ['marks on one letter', `a${'\u0315\u0300'.repeat(500_000)}`],
  ['spaces', `a${' '.repeat(2_000_000)}b`],
]

/** Half a megabyte each, with the longest address that is fetched. */
export const hostileRobots: [name: string, robots: string, path: string][] = [
  ['agents by rules', 'User-agent: x\n'.repeat(18_000) + 'Allow: /a\n'.repeat(25_000), '/x'],
  ['agents by rules, all of them we', 'User-agent: *\n'.repeat(18_000) + 'Allow: /a\n'.repeat(25_000), '/x'],
  ['one rule of wildcards', `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}`, `/${'a'.repeat(1900)}`],
  ['rules of wildcards', `User-agent: *\n${'Disallow: /*a*b\n'.repeat(30_000)}`, `/${'a'.repeat(1900)}`],
  [
    'long rules of wildcards',
    `User-agent: *\n${`Disallow: /${'*a'.repeat(900)}*b\n`.repeat(280)}`,
    `/${'a'.repeat(1900)}`,
  ],
  ['colons and spaces', `${' '.repeat(250_000)}:${':'.repeat(250_000)}`, '/x'],
]

/** As links and as ids. */
export const hostileLinks: [name: string, link: string][] = [
  ['parameters to leave out', `https://a.example/?${Array.from({ length: 30_000 }, (_, n) => `utm_${n}=`).join('&')}`],
  ['one such parameter over and over', `https://a.example/?${'utm_a=&'.repeat(500_000)}`],
  ['parameters to sort', `https://a.example/?${'b&a&'.repeat(500_000)}`],
  ['slashes', `https://a.example/${'/'.repeat(3_000_000)}`],
]
