import { z } from 'zod'

/** Phrases as phrase.ts reads them. */
const Phrases = z.array(z.string().min(1)).min(1)
const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens, such as rating-change')

/** What must stand, or must not stand, near what a signal found. */
const Near = z.strictObject({
  any: Phrases,
  /** Words between the two, for `before` and `after`; without it, the whole of the sentence on that side. */
  within: z.number().int().min(0).max(60).optional(),
  /** For `before` and `after`: it may lie in another clause of the sentence, beyond a comma or the like. */
  across: z.boolean().default(false),
})

const Around = {
  before: Near.optional(),
  after: Near.optional(),
  /** Among the words of the signal itself. */
  inside: Near.optional(),
  /** In the same clause: between two commas or the like, or words of `clauses`. */
  clause: Near.optional(),
  /** Anywhere in the same sentence. */
  sentence: Near.optional(),
  /** In the same sentence, the one before or the one after. */
  around: Near.optional(),
  /** Anywhere in the article. */
  document: Near.optional(),
  /** In the headline. */
  headline: Near.optional(),
}

/** Something beside a signal that makes it count more, or less. Any of its parts is enough. */
const Cue = z.strictObject({
  says: z.string(),
  /** It tells of the past: a grade beside it may be the one before. */
  past: z.boolean().default(false),
  ...Around,
})

/** Points that are added, or `out`: what it stands beside counts for nothing. */
const Points = z.union([z.number().min(-100).max(100), z.literal('out')], {
  error: 'expected a number of points between -100 and 100, or out',
})

/** What an article as a whole must be about. */
const Scope = z.strictObject({
  says: z.string(),
  any: Phrases,
  /** Weighed mentions: 3 for one in the headline, 2 in the first paragraphs, 1 below. */
  at_least: z.number().min(1).default(1),
  /** Other subjects, which must not weigh more. */
  outweighs: Phrases.optional(),
})

const place = z.enum(['headline', 'lead', 'body'])

const Signal = z.strictObject({
  why: z.string(),
  weight: z.number().min(-100).max(100),
  any: Phrases,
  where: z.array(place).min(1).default(['headline', 'lead', 'body']),
  /** All of these must hold. */
  with: z.strictObject(Around).default({}),
  /** Points of cues, by name. A signal's own come before those of its rule. */
  cues: z.record(z.string(), Points).default({}),
  /** Values of fields that this signal tells. */
  sets: z.record(z.string(), z.string()).default({}),
})

const Field = z.strictObject({
  take: z.enum(['grade', 'previous-grade', 'direction', 'areas', 'ordinal', 'person', 'role', 'caller', 'set']),
  /** Where the thing stands, as phrases with the thing in braces; what they mean depends on `take`. */
  in: Phrases.optional(),
  /** Of `set`: values that are taken, in this order, where they are told nearly as much as the most. */
  first: z.array(z.string()).default([]),
})

const Example = z.strictObject({
  text: z.string(),
  published: z.string().optional(),
  authority: z.string().optional(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
})

const Weights = z.strictObject({
  headline: z.number().min(-100).max(100),
  lead: z.number().min(-100).max(100),
  body: z.number().min(-100).max(100),
  again: z.number().min(0).max(1),
})

const Rule = z.strictObject({
  id: Id,
  title: z.string().min(1),
  severity: z.number().int().min(1).max(100),
  joining: z.strictObject({
    window_days: z.number().int().min(0).max(365),
    same: z.array(z.string()).default([]),
    alike: z.record(z.string(), z.array(z.array(z.string()))).default({}),
    material: z.array(z.string()).default([]),
  }),
  says: z
    .array(
      z.strictObject({ when: z.record(z.string(), z.union([z.string(), z.number()])).default({}), text: z.string() }),
    )
    .min(1),
  /** What the article must be about, by name: points that are added where it is not. */
  scopes: z.record(z.string(), Points).default({}),
  threshold: z.number().positive(),
  /** In place of those of the file. */
  weights: Weights.optional(),
  /** One finding for each person who is found, instead of one for each authority. */
  each_person: z.boolean().default(false),
  /** Points of cues beside any of its signals. */
  cues: z.record(z.string(), Points).default({}),
  signals: z.array(Signal).min(1),
  /** What the article says besides. Each counts once, for every authority. */
  context: z.array(Signal).default([]),
  fields: z.record(z.string(), Field).default({}),
  examples: z.strictObject({ fires: z.array(Example).default([]), silent: z.array(Example).default([]) }),
})

/** `config/rules.yaml`, as docs/rules.md describes it. */
export const RulesFile = z.strictObject({
  irregular: z.record(z.string(), z.array(z.string())).default({}),
  /** Points that a signal has more for where it stands, and the share of those of further sentences that counts. */
  weights: Weights,
  /** Best first. */
  grades: z.record(Id, Phrases),
  areas: z.record(Id, Phrases),
  page: z.strictObject({ skip_line: Phrases, skip_rest: Phrases }),
  names: z.strictObject({
    not_before: Phrases,
    not_after: Phrases,
    asides: Phrases,
    posts: Phrases,
    asides_after: Phrases,
    several: Phrases,
    not_people: Phrases,
    words: z.array(z.string()).default([]),
    bodies_only: z.array(z.string()).default([]),
  }),
  vocabularies: z.record(Id, Phrases).default({}),
  /** Words with which a new clause begins, besides after a comma or the like. */
  clauses: Phrases,
  cues: z.record(Id, Cue).default({}),
  scopes: z.record(Id, Scope).default({}),
  rules: z.array(Rule).min(1),
})
export type RulesFile = z.output<typeof RulesFile>
export type RuleText = z.output<typeof Rule>
export type SignalText = z.output<typeof Signal>
export type ConditionsText = SignalText['with']
