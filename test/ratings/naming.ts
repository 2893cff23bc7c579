import { readFileSync } from 'node:fs'
import { authoritiesNamed } from '../../src/ratings/authority-named.ts'
import type { ImportFormat } from '../../src/ratings/import-formats.ts'
import { readImport } from '../../src/ratings/read-import.ts'
import { readAuthorities } from '../../src/rules/authorities.ts'

const read = readAuthorities('authorities.csv', readFileSync('config/authorities.csv', 'utf8'))

/** Of the authorities that are shipped. */
export const authorityNamed = authoritiesNamed(read.ok ? read.value.list : [])

/** Imports a text or a file under the name table.csv. */
export const importOf = (file: string | Uint8Array, format?: ImportFormat) =>
  readImport(typeof file === 'string' ? new TextEncoder().encode(file) : file, {
    table: 'table.csv',
    authorityNamed,
    hint: () => '',
    format,
  })
