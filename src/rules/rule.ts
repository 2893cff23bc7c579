/**
 * What the rest of the program may know of a rule. How it matches is the business of this folder alone.
 */
export type RuleFacts = {
  /** As in config/rules.yaml: `rating-change`. */
  id: string
  /** For people: "Rating change". */
  title: string
  /** 1 (least) to 100 (most): the order inside a digest. */
  severity: number
  joining: Joining
  /** Templates for the one plain sentence that says what happened; the first that fits is used. */
  says: Saying[]
  /** The `why`s of what it looks for besides (`context`): evidence that gives no other reason proves nothing by itself. */
  besides?: readonly string[]
}

/** When findings of two items tell of one happening. */
export type Joining = {
  /** Findings whose dates are no further apart than this may be one happening. Whole days. */
  windowDays: number
  /** Fields that must agree, where both are known. */
  same: string[]
  /** Values that agree though they differ, per field: one act of ministers may be told as a direction or as a commissioner. */
  alike: Record<string, string[][]>
  /** Fields whose becoming known, or changing, is worth telling those who were already told. */
  material: string[]
}

/** `text` holds `{authority}` and `{field}` places; it fits when every place is known and `when` agrees with the fields. */
export type Saying = {
  when: Record<string, string | number>
  text: string
}
