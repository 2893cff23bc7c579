/** A local time of day, `HH:MM`. */
export const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/

export const expectedTime = 'expected a time of day such as 08:00'

/** Names as people write them; the position is the ISO weekday minus one. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
