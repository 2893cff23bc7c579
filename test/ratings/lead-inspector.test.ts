import { expect, test } from 'vitest'
import { leadInspector } from '../../src/ratings/lead-inspector.ts'

const led = (...lines: string[]) => leadInspector(lines.map((text) => ({ text, page: 1 }))).value

test.each([
  [['Lead inspector: Jane Doe, His Majesty’s Inspector'], 'Jane Doe'],
  [['Lead inspector: Jane Doe', 'Her Majesty’s Inspector'], 'Jane Doe'],
  [['Lead inspector: Jane Doe Her Majesty’s Inspector'], 'Jane Doe'],
  [['Lead inspector:', 'Jane O’Doe-Smith HMI'], 'Jane O’Doe-Smith'],
  [['Reporting inspector Jane Doe HMI'], 'Jane Doe'],
  [['Lead inspector: Jane van der Doe Senior HMI', 'Deputy lead inspector: John Roe'], 'Jane van der Doe'],
  [['Deputy lead inspector: John Roe', 'Lead inspector: Jane J Doe'], 'Jane J Doe'],
  [['Yours sincerely', 'Jane Doe', 'His Majesty’s Inspector'], 'Jane Doe'],
])('%j was led by %s', (lines, name) => expect(led(...lines)).toBe(name))

test.each([
  [['lead inspector attended by both the director and the chief executive']],
  [['Lead inspector: to be confirmed']],
  [['Yours sincerely', 'Jane Doe', 'Director of Children’s Services']],
  [['Deputy lead inspector: John Roe']],
])('%j names nobody', (lines) => expect(led(...lines)).toBeNull())
