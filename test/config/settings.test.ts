import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isMap, parseDocument } from 'yaml'
import { Settings } from '../../src/config/settings.ts'

const file = 'config/settings.yaml'
const text = readFileSync(file, 'utf8')
const document = parseDocument(text)

describe('config/settings.yaml', () => {
  test('says the defaults, so that any line may be deleted', () => {
    expect(Settings.parse(document.toJS())).toEqual(Settings.parse({}))
  })

  test('names every key there is', () => {
    const written = keysOf(document.toJS())
    const missing = keysOf(Settings.parse({})).filter((key) => !written.includes(key))
    expect(missing, `add it to ${file} with its default and a comment`).toEqual([])
  })

  test('explains every key, on the lines above it or above the one before it', () => {
    const lines = text.split('\n')
    const bare = settingLines(lines).filter(
      (index) => !/^\s*#/.test(lines[index - 1] ?? '') && !/^\s*(\w+:\s*\S|#)/.test(lines[index - 1] ?? ''),
    )
    expect(bare.map((index) => `line ${index + 1}: ${lines[index]}`)).toEqual([])
  })
})

test.each([
  ['a zone that is none', { time_zone: 'Europe/Londn' }, 'expected a time zone such as Europe/London'],
  ['a time of day that is none', { digests: { at: '8:00' } }, 'expected a time of day such as 08:00'],
  [
    'a length of time without unit',
    { polling: { shortest: '15' } },
    'expected a length of time such as 90s, 15m, 6h or 30d',
  ],
  [
    'a range of addresses that is none',
    { network: { allow: ['10.0.0.0/33'] } },
    'expected a range of addresses such as 10.1.2.0/24',
  ],
  ['a single address for a range', { network: { allow: ['10.0.0.1'] } }, 'expected a range of addresses'],
  [
    'a domain with a scheme',
    { web: { allow_domains: ['https://example.org'] } },
    'expected a domain such as example.org, or *.example.org for every domain within it',
  ],
  [
    'a topic that keeps an order, which posts to no web address',
    { webhooks: { ses: { topics: ['arn:aws:sns:eu-west-2:123456789012:bounces.fifo'] } } },
    'expected the ARN of a standard SNS topic',
  ],
  ['a key that nobody knows', { mail: { per_minit: 3 } }, 'per_minit'],
])('%s is refused with what was expected', (_name, settings, message) => {
  expect(
    Settings.safeParse(settings)
      .error?.issues.map((issue) => issue.message)
      .join(),
  ).toContain(message)
})

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`))
}

/** Lines of keys that hold a value, and not a section of keys. */
function settingLines(lines: string[]): number[] {
  const sections = isMap(document.contents)
    ? document.contents.items.filter((pair) => isMap(pair.value)).map((pair) => String(pair.key))
    : []
  return lines.flatMap((line, index) => {
    const key = /^\s*(\w+):/.exec(line)?.[1]
    return key === undefined || sections.includes(key) ? [] : [index]
  })
}
