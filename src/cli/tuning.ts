import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Option, type Command } from 'commander'
import type { Config } from '../config/load.ts'
import { collect, count, example, pointInTime, restraint } from './arguments.ts'
import type { Cli } from './context.ts'
import type { Judging } from './load-rule-set.ts'
import { rulesOption, rulesReader } from './rules.ts'

type EvaluateOptions = { rules?: string; against?: string; feedback?: boolean; json?: boolean }
type BacktestOptions = { since: string; until?: string; rules?: string; json?: boolean }
type SuggestOptions = { since?: string; rules?: string; near: string[]; most: number; json?: boolean }

type FitOptions = { rules?: string; rule: string[]; restraint: number; out?: string; json?: boolean }

const clock = () => new Date()

/** `evaluate`, `backtest` and `rules suggest`: what a change of the rules would do, and what they do not know yet. None of them writes or sends. */
export function addTuningCommands(program: Command, cli: Cli): void {
  const { screen, io, linesOfFile } = cli
  const withRules = rulesReader(cli)
  const corpusOf = (name: string) => ({ name, lines: linesOfFile(name) })

  program
    .command('evaluate')
    .description('measure the rules on labelled documents: precision, recall, F1, fields, and the list of misses')
    .argument('[corpus...]', 'JSON Lines files of documents with the findings a person would make')
    .option(...rulesOption)
    .option('--feedback', 'instead: which of the events that readers called wrong the rules would still tell')
    .option('--against <file>', 'other rules to compare with: what is better now, what is worse')
    .option('--json', 'as one JSON object')
    .addHelpText(
      'after',
      example(
        'evaluate corpus.jsonl --rules mine.yaml',
        'evaluate a.jsonl b.jsonl --against old.yaml',
        'evaluate --feedback --rules mine.yaml',
      ),
    )
    .action((names: string[], { rules: file, against: other, feedback, json }: EvaluateOptions, command: Command) => {
      if (names.length > 0 === (feedback === true) || (feedback === true && other !== undefined))
        return command.error('error: expected labelled documents, or --feedback without --against', { exitCode: 2 })
      if (feedback === true)
        return withStored(
          cli,
          file,
          async (deps) => await (await import('./evaluate-feedback.ts')).run({ json, ...deps, screen }),
        )
      return withRules(file, async (judging) => {
        const [{ run }, { loadRuleSet }] = await Promise.all([import('./evaluate.ts'), import('./load-rule-set.ts')])
        const before = other === undefined ? null : loadRuleSet(other, cli)
        if (other !== undefined && before === null) return 1
        const against =
          before === null
            ? undefined
            : { rules: before.rules, name: other ?? '', nowName: judging.rules.placeOf([]).file }
        return await run({ corpora: names.map(corpusOf), json, against, ...judging, screen })
      })
    })

  program
    .command('backtest')
    .description(
      'try rules on what the worker has stored: what would be found that was not, and what no longer; nothing is stored or sent',
    )
    .requiredOption(
      '--since <time>',
      'published since: a day such as 2026-03-01, or how long ago, such as 30d (required)',
      pointInTime,
    )
    .option(
      '--until <time>',
      'published until: a day, which is taken whole, or how long ago (default: now)',
      pointInTime,
    )
    .option(...rulesOption)
    .option('--json', 'as one JSON object')
    .addHelpText(
      'after',
      example('backtest --since 30d', 'backtest --since 2026-03-01 --until 2026-03-31 --rules mine.yaml'),
    )
    .action(({ rules: file, ...rest }: BacktestOptions) =>
      withStored(
        cli,
        file,
        async (deps) => await (await import('./backtest.ts')).run({ ...rest, ...deps, clock, screen }),
      ),
    )

  const rules = program
    .command('rules')
    .description('fit weights to labelled documents, and look for what the rules do not know')
  rules
    .command('fit')
    .description('fit the weights of rules to labelled documents, and measure them on documents held out')
    .argument('<corpus...>', 'JSON Lines files of documents with the findings a person would make')
    .addOption(new Option('--rule <id>', 'this rule alone; may be repeated').argParser(collect).default([], 'all'))
    .option(...rulesOption)
    .option('--restraint <number>', 'how strongly weights are drawn to those of the file', restraint, 0.25)
    .option('--out <file>', 'write the rules with the fitted weights to this file')
    .option('--json', 'one JSON object per rule')
    .addHelpText(
      'after',
      example('rules fit corpus.jsonl --rule rating-change', 'rules fit a.jsonl b.jsonl --out fitted.yaml'),
    )
    .action((names: string[], { rules: file, rule: only, restraint: pull, out, json }: FitOptions) =>
      withRules(file, async (judging) => {
        const { run } = await import('./rules-fit.ts')
        const to = (text: string) => writeFileSync(path.resolve(io.cwd, out ?? ''), text)
        const write = out === undefined ? null : { text: cli.readFile(judging.rules.placeOf([]).file), to, name: out }
        return await run({ corpora: names.map(corpusOf), only, restraint: pull, write, json, ...judging, screen })
      }),
    )
  rules
    .command('suggest')
    .description('list phrasings near grades, inspectors, ministers and leaders that no signal of the rules knows')
    .argument('[file]', 'JSON Lines of documents, - for standard input; of labelled ones, those missed are searched')
    .option('--since <time>', 'search what the worker stored: a day such as 2026-03-01, or 30d', pointInTime)
    .option(...rulesOption)
    .addOption(
      new Option('--near <vocabulary>', 'look near words of this vocabulary instead; may be repeated')
        .argParser(collect)
        .default([], 'grade, ofsted, minister, leader'),
    )
    .option('--most <count>', 'phrasings to show', count, 30)
    .option('--json', 'one JSON object per line')
    .addHelpText('after', example('rules suggest corpus.jsonl', 'rules suggest --since 30d --near leader --most 50'))
    .action((name: string | undefined, { since, rules: file, ...rest }: SuggestOptions, command: Command) => {
      if ((name === undefined) === (since === undefined))
        return command.error('error: expected a file, - for standard input, or --since, and one of them alone', {
          exitCode: 2,
        })
      if (since !== undefined)
        return withStored(cli, file, async ({ judging, ...deps }) => {
          const { runOnStored } = await import('./rules-suggest.ts')
          return await runOnStored({ since, ...rest, ...judging, ...deps, clock, screen })
        })
      return withRules(file, async (judging) => {
        const { runOnLines } = await import('./rules-suggest.ts')
        const corpus =
          name === '-' || name === undefined ? { name: 'standard input', lines: io.stdin() } : corpusOf(name)
        return await runOnLines({ ...corpus, ...rest, ...judging, screen })
      })
    })
}

type Stored = Parameters<Parameters<Cli['recorded']>[0]>[0] & { judging: Judging; config: Config }

/** Runs a command on the records, with the rules of a file or of the configuration. */
function withStored(cli: Cli, file: string | undefined, run: (deps: Stored) => Promise<number>): Promise<void> {
  return cli.recorded(async (deps) => {
    const { rules, settings } = deps.config
    if (file === undefined)
      return await run({ ...deps, judging: { rules, mostCharacters: settings.reading.most_characters } })
    const { loadRuleSet } = await import('./load-rule-set.ts')
    const judging = loadRuleSet(file, cli)
    return judging === null ? 1 : await run({ ...deps, judging })
  })
}
