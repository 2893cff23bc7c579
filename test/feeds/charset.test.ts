import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/feeds/charset.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('decodeText', () => {
  test.each([
    ['UTF-8 without a word about it', Buffer.from('<a>£5m – café</a>'), null, '<a>£5m – café</a>'],
    ['a byte-order mark before all else', Buffer.from('\uFEFF<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>'],
    ['UTF-16 with its mark', Buffer.from('\uFEFF<a>é</a>', 'utf16le'), null, '<a>é</a>'],
    ['UTF-16, big end first', utf16be('\uFEFF<a>é</a>'), null, '<a>é</a>'],
    ['UTF-16 without a mark', Buffer.from('<a>é</a>', 'utf16le'), null, '<a>é</a>'],
    ['UTF-16, big end first, without a mark', utf16be('<a>é</a>'), null, '<a>é</a>'],
    ['the header', latin('<a>caf\xe9</a>'), 'text/xml; charset="ISO-8859-1"', '<a>café</a>'],
    [
      'the header before the declaration',
      latin('<?xml version="1.0" encoding="koi8-r"?><a>\xe9</a>'),
      'text/xml; charset=latin1',
      '<?xml version="1.0" encoding="koi8-r"?><a>é</a>',
    ],
    [
      'the XML declaration',
      latin("<?xml version='1.0' encoding='windows-1252'?><a>\x93x\x94</a>"),
      'text/xml',
      "<?xml version='1.0' encoding='windows-1252'?><a>“x”</a>",
    ],
    [
      'the HTML meta',
      latin('<html><meta charset=iso-8859-15><p>\xa4</p>'),
      'text/html',
      '<html><meta charset=iso-8859-15><p>€</p>',
    ],
    [
      'windows-1252 that calls itself UTF-8',
      latin('<a>children\x92s \xa35m</a>'),
      'text/xml; charset=utf-8',
      '<a>children’s £5m</a>',
    ],
    [
      'UTF-8 with some windows-1252 in it',
      Buffer.concat([
        Buffer.from('<a>“£5m” – café 😀'),
        latin(' children\x92s \xa35m \xe2\x80'),
        Buffer.from(' é</a>'),
      ]),
      'text/xml; charset=utf-8',
      '<a>“£5m” – café 😀 children’s £5m â€ é</a>',
    ],
    [
      'UTF-8 that is announced as ISO-8859-1',
      Buffer.from('<a>children’s £5m</a>'),
      'text/xml; charset=ISO-8859-1',
      '<a>children’s £5m</a>',
    ],
    [
      'single bytes that call themselves UTF-16',
      Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>é</a>'),
      null,
      '<?xml version="1.0" encoding="utf-16"?><a>é</a>',
    ],
    ['an encoding that nobody knows', Buffer.from('<a>é</a>'), 'text/xml; charset=klingon', '<a>é</a>'],
    ['an encoding that browsers refuse', Buffer.from('<a>x</a>'), 'text/xml; charset=iso-2022-kr', '<a>x</a>'],
    ['UTF-8 cut within a character', Buffer.from('<a>é é é').subarray(0, -1), null, '<a>é é \uFFFD'],
    ['nothing', Buffer.alloc(0), null, ''],
  ])('%s', (_, bytes, contentType, expected) => {
    expect(decodeText(bytes, contentType)).toBe(expected)
  })
})
