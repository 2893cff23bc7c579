import { readReport, type Hints } from '../../src/ratings/read-report.ts'
import type { Report } from '../../src/ratings/report.ts'
import { authoritiesInText } from '../../src/rules/authorities-in-text.ts'
import { shippedAuthorities } from '../rules/shipped.ts'

export const nameAuthorities = authoritiesInText(shippedAuthorities())

/** The report that these pages make; a test whose pages are refused has failed. */
export function reportOf(pages: string | readonly string[], hints: Hints = {}): Report {
  const read = readReport({ pages: typeof pages === 'string' ? [pages] : pages, nameAuthorities, hints })
  if (!read.ok) throw new Error(`expected a report, was refused: ${read.reason}`)
  return read.report
}

/** Why something was not read; undefined where it was. */
export const whyUnread = (report: Report, what: string): string | undefined =>
  report.unread.find((entry) => entry.what === what)?.why
