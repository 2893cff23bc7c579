/** A row of a table, as a spreadsheet or a CSV file gives it. */
export type TableRow = {
  /** Counts from 1, as the program shows it with which people open the file. */
  line: number
  cells: string[]
  /** Addresses behind the words of a cell, by its index. */
  links: ReadonlyMap<number, string>
}

/** A fault of the whole file: nothing of it can be taken. `message` says what was expected. */
export class ImportError extends Error {
  override name = 'ImportError'
}

/** All authorities and all their inspections are a tenth of this. */
export const mostRows = 20_000
/** More columns than any of the tables has. */
export const mostCells = 60
/** Longer cells are cut: no name, day, grade or address is as long. */
export const mostCharacters = 2_000
