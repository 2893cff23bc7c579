import { describe, expect, it } from 'vitest'
import { dark, light } from '../../src/emails/styles.ts'

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (lighter + 0.05) / (darker + 0.05)
}

it('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s scheme', (_, colours) => {
  it.each([
    ['text', 'page'],
    ['quiet', 'page'],
    ['link', 'page'],
    ['onMark', 'mark'],
    ['onAction', 'action'],
  ] as const)('%s can be read on %s', (text, under) => {
    expect(contrast(colours[text], colours[under])).toBeGreaterThanOrEqual(4.5)
  })
})
