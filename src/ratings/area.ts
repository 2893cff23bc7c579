import { z } from 'zod'

/**
 * Judgement areas of Ofsted's inspections of local authority children's services: ILACS (from 2018) and, marked SIF, the single inspection framework
 * (November 2013 to early 2018). Care leavers became a judgement of their own with inspections from January 2023; the overall judgement ended
 * with inspections from April 2026.
 */
export const Area = z.enum([
  'leaders',
  'help-and-protection',
  'in-care',
  'care-leavers',
  'in-care-and-care-leavers',
  'overall',
  'looked-after',
  'adoption',
  'leadership',
])
export type Area = z.output<typeof Area>

type Facts = {
  /** For people, as short as can be. */
  title: string
  /** Areas of earlier frameworks that it goes on from: its grade before is theirs, the first that there is. */
  continues: readonly Area[]
}

/** In the order in which reports print them. */
export const areas: Record<Area, Facts> = {
  leaders: { title: 'Leaders', continues: ['leadership'] },
  'help-and-protection': { title: 'Help and protection', continues: [] },
  'in-care': { title: 'Children in care', continues: ['in-care-and-care-leavers', 'looked-after'] },
  'care-leavers': { title: 'Care leavers', continues: [] },
  'in-care-and-care-leavers': { title: 'Children in care and care leavers', continues: ['looked-after'] },
  'looked-after': { title: 'Children looked after', continues: [] },
  adoption: { title: 'Adoption', continues: [] },
  leadership: { title: 'Leadership, management and governance', continues: [] },
  overall: { title: 'Overall', continues: [] },
}
