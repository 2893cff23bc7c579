import path from 'node:path'
import { readAuthorities, type Authorities } from '../rules/authorities.ts'
import type { Fault } from '../rules/fault.ts'
import { loadRules, type RuleSet } from '../rules/load.ts'
import { readYaml } from '../rules/yaml-file.ts'
import { FeedNames, feedFaults, settingsFaults } from './cross-checks.ts'
import { type Feed, FeedsFile } from './feeds.ts'
import { readSettings } from './read-settings.ts'
import type { Settings } from './settings.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** What the four files of the configuration say. */
export type Config = { settings: Settings; feeds: Feed[]; rules: RuleSet; authorities: Authorities }
export type LoadedConfig =
  | { ok: true; config: Config }
  /** The rules where they can be used all the same, so that their examples can be run. */
  | { ok: false; faults: Fault[]; rules?: RuleSet | null }

/** The files of a configuration, in the order in which their faults are told. */
export const configFiles = ['settings.yaml', 'feeds.yaml', 'rules.yaml', 'authorities.csv'] as const

/** Reads `settings.yaml`, `feeds.yaml`, `rules.yaml` and `authorities.csv` of the folder `dir`, and names every fault of all of them at once. */
export function loadConfig({ dir, readFile }: { dir: string; readFile: (file: string) => string }): LoadedConfig {
  const read = <R>(name: (typeof configFiles)[number], parse: (file: string, text: string) => R): Opened<R> => {
    const file = path.join(dir, name)
    const text = textOf(file, readFile)
    return typeof text === 'string'
      ? { file, text, ...parse(file, text) }
      : { file, text: '', ok: false, faults: [text] }
  }
  const settings = read('settings.yaml', readSettings)
  const feeds = read('feeds.yaml', (file, text) => readYaml(file, text, FeedsFile))
  const feedNames = read('feeds.yaml', (file, text) => readYaml(file, text, FeedNames))
  const authorities = { names: null, ...read('authorities.csv', readAuthorities) }
  // Rules are checked also where the authorities are at fault, so that their faults are told in the same go.
  const rules = read('rules.yaml', (file, text) => loadRules(file, text, authorities.ok ? authorities.value : none))

  const faults = [
    ...(settings.ok ? settingsFaults(settings) : settings.faults),
    ...(feeds.ok ? [] : feeds.faults),
    ...(feedNames.ok ? feedFaults(feedNames, authorities.ok ? authorities.value.names : authorities.names) : []),
    ...(rules.ok ? [] : rules.faults),
    ...(authorities.ok ? [] : authorities.faults),
  ]
  if (!settings.ok || !feeds.ok || !rules.ok || !authorities.ok || faults.length > 0)
    return { ok: false, faults, rules: rules.ok && authorities.ok ? rules.value : null }
  return {
    ok: true,
    config: { settings: settings.value, feeds: feeds.value.feeds, rules: rules.value, authorities: authorities.value },
  }
}

const none: Authorities = { list: [], names: [], regions: [], get: () => undefined, regionOf: () => null }

type Opened<R> = { file: string; text: string } & (R | { ok: false; faults: Fault[] })

function textOf(file: string, readFile: (file: string) => string): string | Fault {
  try {
    return readFile(file)
  } catch (error) {
    return { file, line: 1, column: 1, message: `expected a file that can be read; ${whyUnreadable(error)}` }
  }
}
