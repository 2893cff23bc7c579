import { ilacsFrom } from './era.ts'
import type { Grid } from './judgement-grid.ts'
import type { Front } from './report-front.ts'
import { joined, plainWords, type Line } from './report-lines.ts'
import type { Days, Report } from './report.ts'

type Kind = Report['kind']
type Framework = Report['framework']

/** What a title says a document is. Where it says several things, the first is meant: later ones are what came before it. */
const signs: readonly [Kind, RegExp][] = [
  ['monitoring-visit', /\bmonitoring visit/],
  ['focused-visit', /\bfocus(?:s)?ed visit/],
  [
    'joint-inspection',
    /\bjoint targeted area inspection|\bjtais?\b|\bjoint (?:area |local area )?child protection inspection|\bjoint inspection of (?!.{0,60}\bspecial educational)|\bmulti-agency (?:inspection|response to)/,
  ],
  [
    'other',
    /\bspecial educational needs|\bsend\b (?:full )?(?:inspection|revisit)|\bannual (?:performance )?assessment|\bchildren's services (?:annual )?(?:rating|assessment)|\b(?:fostering|adoption) (?:service|agency|panel)|\bchildren's homes?\b|\bsecure (?:children|training)|\bschools?\b|\bcollege\b|\bthematic\b|^(?:.(?!inspection))*\breview of the effectiveness of the local safeguarding|\bcomplaint/,
  ],
  ['inspection', /\b(?:re-?)?inspection (?:of|report)|\binspection dates?\b|\bunannounced inspection/],
]

/** What a document is, by its title; null where the title does not say. */
export function kindOf(title: string): Kind | null {
  const plain = plainWords(title)
  const found = signs
    .map(([kind, sign]) => ({ kind, at: plain.search(sign) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
  return found[0]?.kind ?? null
}

/** The lines of a document's title as one text. */
export function titleText({ title }: Front): string {
  return joined(title.map(({ text }) => text))
}

const sifTitle = /\binspection of services for children in need of help and protection/
const ilacsTitle = /\binspection of (?:.{0,80}? )?(?:local authority )?children'?s?'? (?:social care )?services\b/
const otherTitle =
  /\barrangements for the protection of children|\bsafeguarding and looked.after|\blooked.after children services|\bcontact, referral and assessment|\bprotection of children\b/
const namesIlacs = /\bilacs\b|\binspecti(?:on|ng) (?:of )?local authority children's services\b/

type Given = { kind: Kind; title: string; grid: Grid | null; inspected: Days | null; lines: readonly Line[] }

/** By which framework the inspectors worked: as the grid, the title or the text says it, with the days where these are common to several. */
export function frameworkOf({ kind, title, grid, inspected, lines }: Given): Framework {
  const plain = plainWords(title)
  if (kind === 'joint-inspection' || kind === 'other') return 'other'
  const isIlacsTime = inspected !== null && inspected.from >= ilacsFrom
  if (kind === 'inspection') {
    if (grid !== null) return grid.scheme
    if (sifTitle.test(plain)) return 'SIF'
    if (otherTitle.test(plain)) return 'other'
    return ilacsTitle.test(plain) && isIlacsTime ? 'ILACS' : 'other'
  }
  const text = plainWords(joined(lines.map((line) => line.text)))
  if (namesIlacs.test(text) || isIlacsTime) return 'ILACS'
  return 'other'
}
