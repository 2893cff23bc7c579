/** Columns of a list of subscribers, in the order in which they are written. One row is one subscription; rows of one address stand together. */
export const subscriberColumns = [
  'address',
  'state',
  'confirmed',
  'origin',
  'authorities',
  'regions',
  'rules',
  'cadence',
  'at',
  'on',
  'time_zone',
  'paused_until',
  'created',
  'id',
] as const
export type SubscriberColumn = (typeof subscriberColumns)[number]

/** A row as it stands in the file; what a file has no column for is empty. */
export type SubscriberRow = { line: number; cells: Record<SubscriberColumn, string> }

/** Columns that say who somebody is, the same in each row of an address. The others say what they want. */
export const personColumns = ['state', 'confirmed', 'origin', 'paused_until', 'created', 'id'] as const

/** Between names in one cell. No authority, region or rule has it in its name. */
export const listSign = '|'
