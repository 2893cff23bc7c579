/** What spreadsheets take for the beginning of a formula, also behind the sign that keeps them from it (OWASP, CSV Injection). */
const formula = /^'*[=+\-@\t\r＝＋－＠]/

/** A cell as it may be opened in a spreadsheet: what would be run as a formula has a ' before it. */
export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** What stood in a cell before it was guarded, by us or by another program that does the same. */
export const unguardCell = (text: string): string => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text)
