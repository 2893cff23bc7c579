import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { boundedWasm } from '../../src/feeds/bounded-wasm.ts'

/** Version 1, and one memory of 2 to 1000 pages (1000 is e8 07). */
const module = Buffer.from('0061736d01000000050501' + '0102' + 'e807', 'hex')

test('a module may take no more memory than it is given', () => {
  expect(Buffer.from(boundedWasm(module, 10 * 65_536)).toString('hex')).toBe('0061736d01000000050501' + '0102' + '8a00')
  expect(Buffer.from(boundedWasm(module, 1000 * 65_536))).toEqual(module)
})

test.each([
  ['the limit is below its minimum', module, 65_536],
  ['it has no maximum', Buffer.from('0061736d010000000503010002', 'hex'), 65_536_000],
  ['it has no memory', Buffer.from('0061736d01000000', 'hex'), 65_536_000],
  ['it ends within a number', module.subarray(0, 10), 65_536_000],
])('where %s it is refused', (_, bytes, most) =>
  expect(() => boundedWasm(bytes, most)).toThrow('expected a WebAssembly'),
)

test('the library’s own module is bounded', () => {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')
  expect(boundedWasm(readFileSync(file), 100_000_000)).toHaveLength(readFileSync(file).length)
})
