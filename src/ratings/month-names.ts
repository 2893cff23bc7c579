const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** The name of a month in lower case, whole or as it is shortened: the source of a regular expression. */
export const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** From 1, by its first three letters in lower case; 0 for what is no month. */
export const monthNumber = (name: string): number => months.findIndex((full) => full.startsWith(name.slice(0, 3))) + 1
