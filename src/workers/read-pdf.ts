import type { Config } from '../config/load.ts'
import type { ReportTexts } from '../feeds/report-text.ts'
import { readReport } from '../ratings/read-report.ts'
import type { Authorities } from '../rules/authorities.ts'
import { authoritiesInText } from '../rules/authorities-in-text.ts'
import type { ReadPdf } from './read-report.ts'

type Deps = { texts: Pick<ReportTexts, 'read'>; config: () => Config }

/** Reads reports with the authorities of the configuration, as they stand when each is read. */
export function createPdfReader({ texts, config }: Deps): ReadPdf {
  let known: { authorities: Authorities; naming: ReturnType<typeof authoritiesInText> } | null = null
  return async (pdf, { provider, title, published }) => {
    const { authorities } = config()
    if (known?.authorities !== authorities) known = { authorities, naming: authoritiesInText(authorities) }
    const nameAuthorities = known.naming
    const text = await texts.read(pdf)
    if (!text.ok) return text
    const [found = [], ...others] = nameAuthorities(provider)
    const authority = found.length === 1 && others.length === 0 ? (found[0] ?? null) : null
    const { pages, missing } = text
    return readReport({ pages, missing, nameAuthorities, hints: { title, published, authority } })
  }
}
