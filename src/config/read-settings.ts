import { isBlank, readYaml, type Read } from '../rules/yaml-file.ts'
import { Settings } from './settings.ts'

/** Reads `settings.yaml`. Every setting may be left out, and so may all of them. */
export const readSettings = (file: string, text: string): Read<Settings> =>
  readYaml(file, isBlank(text) ? '{}' : text, Settings)
