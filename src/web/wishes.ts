import type { Config } from '../config/load.ts'
import { Cadence, TimeOfDay, type Subscription } from '../events/subscription.ts'
import { chooseNames } from '../rules/choose-names.ts'

/** A fault in a form: what is wrong, and the id of the field to go to. */
export type FormFault = { field: string; message: string }

/** What somebody filled in, right or wrong, so that it stands in the form again. */
export type Wishes = {
  where: string
  /** Added already. */
  authorities: string[]
  /** Typed, and not yet added: one a line or alone. */
  typed: string
  regions: string[]
  rules: string[]
  cadence: string
  at: string
  on: string
}

export type WishesConfig = Pick<Config, 'settings' | 'rules' | 'authorities'>

/** A form nobody has touched: every rule, each day. */
export const untouched = ({ settings, rules }: WishesConfig): Wishes => ({
  where: '',
  authorities: [],
  typed: '',
  regions: [],
  rules: [...rules.facts.keys()],
  cadence: 'daily',
  at: settings.digests.at,
  on: settings.digests.weekly_on,
})

/** A subscription as it would have been filled in. */
export function wishesOf(subscription: Subscription, config: WishesConfig): Wishes {
  const { authorities, regions, rules, cadence } = subscription
  const blank = untouched(config)
  return {
    where: authorities === null && regions === null ? 'all' : 'some',
    authorities: authorities ?? [],
    typed: '',
    regions: regions ?? [],
    rules: rules ?? blank.rules,
    cadence: cadence.kind,
    at: cadence.kind === 'immediate' ? blank.at : cadence.at,
    on: cadence.kind === 'weekly' ? cadence.on : blank.on,
  }
}

/** More than there are authorities: names that are not known cost us a search each, and the reader a fault each. */
const mostTyped = 200

function tooManyTyped(form: URLSearchParams, config: WishesConfig): ReturnType<typeof readTyped> {
  const without = new URLSearchParams([...form].filter(([name]) => name !== 'authority'))
  const message = `Name at most ${mostTyped} authorities at a time, one a line`
  return { wishes: readTyped(without, config).wishes, faults: [{ field: 'authority', message }] }
}

/** What was sent, with what was typed added to the names where it is one of them. */
export function readTyped(form: URLSearchParams, config: WishesConfig): { wishes: Wishes; faults: FormFault[] } {
  const lines = (form.get('authority') ?? '').split(/[\r\n]+/).filter((line) => line.trim() !== '')
  if (lines.length > mostTyped) return tooManyTyped(form, config)
  const byAlias = new Map(
    config.authorities.list.flatMap(({ name, aliases }) =>
      aliases.map((alias) => [alias.toLowerCase(), name] as const),
    ),
  )
  const named = lines.map((line) => byAlias.get(line.trim().toLowerCase()) ?? line.trim())
  const { names } = config.authorities
  const typed = chooseNames('authority', named, names)
  const added = known(form.getAll('authorities'), names)
  const hasFaults = typed.faults.length > 0
  const wishes = {
    where: form.get('where') ?? '',
    authorities: hasFaults ? added : [...new Set([...added, ...(typed.chosen ?? [])])],
    typed: hasFaults ? lines.join('\n') : '',
    regions: known(form.getAll('regions'), config.authorities.regions),
    rules: known(form.getAll('rules'), [...config.rules.facts.keys()]),
    cadence: form.get('cadence') ?? '',
    at: form.get('at') ?? '',
    on: form.get('on') ?? '',
  }
  // Who names places without saying "some of them" means those.
  const isNamed = lines.length > 0 || wishes.authorities.length > 0 || wishes.regions.length > 0
  const where = wishes.where === '' && isNamed ? 'some' : wishes.where
  return {
    wishes: { ...wishes, where },
    faults: typed.faults.map((message) => ({ field: 'authority', message })),
  }
}

/** What to subscribe to, or what is still wrong with it. */
export function readWishes(
  wishes: Wishes,
  config: WishesConfig,
): { wants: Pick<Subscription, 'authorities' | 'regions' | 'rules' | 'cadence'> | null; faults: FormFault[] } {
  const { where, authorities, regions, rules, cadence: kind, at, on } = wishes
  const faults: FormFault[] = []
  const isNamed = authorities.length > 0 || regions.length > 0
  if (where === 'all' && isNamed)
    faults.push({
      field: 'where',
      message: 'Choose either all of England or some places: you chose all, and some places too',
    })
  else if (where === 'some' && !isNamed)
    faults.push({ field: 'authority', message: 'Name at least one authority or region' })
  else if (where !== 'all' && where !== 'some')
    faults.push({ field: 'where', message: 'Choose all of England, or name authorities or regions' })
  if (rules.length === 0) faults.push({ field: 'rules', message: 'Choose at least one kind of news' })
  if (!['immediate', 'daily', 'weekly'].includes(kind))
    faults.push({ field: 'cadence', message: 'Choose how often to hear from us' })
  else if (kind !== 'immediate' && !TimeOfDay.safeParse(at).success)
    faults.push({ field: 'at', message: 'Choose a time of day' })
  const cadence = Cadence.safeParse(kind === 'weekly' ? { kind, at, on } : { kind, at })
  if (kind === 'weekly' && !cadence.success && faults.every(({ field }) => field !== 'at'))
    faults.push({ field: 'on', message: 'Choose a day of the week' })
  if (faults.length > 0 || !cadence.success) return { wants: null, faults }
  const isEveryRule = rules.length === config.rules.facts.size
  return {
    wants: {
      authorities: authorities.length === 0 ? null : authorities,
      regions: regions.length === 0 ? null : regions,
      // Rules that are added later are wanted too by whoever wants every one.
      rules: isEveryRule ? null : rules,
      cadence: cadence.data,
    },
    faults,
  }
}

/** Values that only a form of ours, or somebody who made one up, can have sent: the unknown ones are left out. */
const known = (sent: string[], names: readonly string[]): string[] => names.filter((name) => sent.includes(name))
