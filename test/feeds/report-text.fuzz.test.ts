import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReportTexts, textLimits } from '../../src/feeds/report-text.ts'
import { ilacsPages } from '../ratings/report-pages.ts'
import { reportOf } from '../ratings/reading-of.ts'
import { pdfOf } from '../helpers/pdf.ts'

const pages = ilacsPages({
  authority: 'Wirral',
  dates: '8 to 19 June 2026',
  inspector: 'Jane Doe',
  grades: { leaders: 'good', 'help-and-protection': 'inadequate', 'in-care': 'outstanding', 'care-leavers': 'good' },
})
const originals = [pdfOf(pages), pdfOf(pages, { compress: true }), pdfOf(['Ofsted'])]

type Mutation = { original: number; steps: { how: string; at: number; to: number; byte: number }[] }

const place = fc.double({ min: 0, max: 1, noNaN: true })
const mutation: fc.Arbitrary<Mutation> = fc.record({
  original: fc.nat(originals.length - 1),
  steps: fc.array(
    fc.record({
      how: fc.constantFrom('flip', 'set', 'cut', 'repeat', 'splice', 'truncate'),
      at: place,
      to: place,
      byte: fc.nat(255),
    }),
    { minLength: 1, maxLength: 12 },
  ),
})

function mutated({ original, steps }: Mutation): Buffer {
  return steps.reduce((bytes: Buffer, { how, at, to, byte }, index) => {
    const from = Math.floor(Math.min(at, to) * bytes.length)
    const end = Math.floor(Math.max(at, to) * bytes.length)
    const short = Math.min(end, from + byte)
    const [before, part, after] = [bytes.subarray(0, from), bytes.subarray(from, short), bytes.subarray(short)]
    switch (how) {
      case 'flip':
      case 'set': {
        const copy = Buffer.from(bytes)
        if (from < copy.length) copy[from] = how === 'flip' ? copy[from]! ^ (1 << (byte % 8)) : byte
        return copy
      }
      case 'cut':
        return Buffer.concat([before, after])
      case 'repeat':
        return Buffer.concat([before, ...Array.from({ length: 1 + (byte % 50) }, () => part), after])
      case 'splice': {
        const other = originals[(original + 1 + index) % originals.length]!
        return Buffer.concat([before, other.subarray(from % other.length, (from % other.length) + byte * 4), after])
      }
      default:
        return byte % 4 === 0 ? before : bytes
    }
  }, originals[original]!)
}

/** What the thread may take besides the memory of PDFium. */
const allowanceBytes = 150_000_000

test(
  'a thousand broken PDFs are each read or refused, within the limits of time and memory',
  { timeout: 120_000 },
  async () => {
    await using texts = createReportTexts({ ...textLimits, mostMs: 5000 })
    const before = process.memoryUsage.rss()
    let most = before
    let slowest = 0
    const told = new Map<string, number>()
    const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
    process.stdout.write(`FUZZ_SEED=${seed}\n`)
    await fc.assert(
      fc.asyncProperty(mutation, async (given) => {
        const started = performance.now()
        const read = await texts.read(mutated(given))
        slowest = Math.max(slowest, performance.now() - started)
        most = Math.max(most, process.memoryUsage.rss())
        const outcome = read.ok ? 'read' : read.reason.slice(0, 40)
        told.set(outcome, (told.get(outcome) ?? 0) + 1)
        // Whatever is left of a text, it is a report or a refusal.
        if (read.ok) expect(reportOf(['Ofsted', ...read.pages]).unread.length).toBeGreaterThan(0)
        else expect(read.reason).toMatch(/^expected /)
      }),
      { numRuns: 1000, seed, endOnFailure: true },
    )
    expect(slowest).toBeLessThan(60_000)
    expect(most - before).toBeLessThan(textLimits.mostMemoryBytes + allowanceBytes)
    // Both ways of ending are tried, or the mutations are too mild or too wild.
    expect(told.get('read')).toBeGreaterThan(100)
    expect(told.size).toBeGreaterThan(2)
    expect(await texts.read(originals[2]!)).toMatchObject({ ok: true, pages: ['Ofsted'] })
  },
)
