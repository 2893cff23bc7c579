import type { Command } from 'commander'
import { createHttpClient } from '../feeds/http.ts'
import type { RuleSet } from '../rules/load.ts'
import { example } from './arguments.ts'
import { run as runClassify } from './classify.ts'
import type { Cli } from './context.ts'
import { run as runEvaluate } from './evaluate.ts'
import { run as runExplain } from './explain.ts'
import { fetchDocument } from './fetch-document.ts'
import { loadRuleSet } from './load-rule-set.ts'

const rulesOption = ['--rules <file>', 'rules to use instead of rules.yaml in the folder of configuration'] as const

/** `classify`, `explain` and `evaluate`: for tuning rules, without Redis. */
export function addRuleCommands(program: Command, cli: Cli): void {
  const { screen, readFile, io } = cli
  const withRules = (file: string | undefined, run: (rules: RuleSet) => Promise<number>) =>
    cli.plain(async () => {
      const rules = loadRuleSet(file, cli)
      return rules === null ? 1 : await run(rules)
    })

  program
    .command('classify')
    .description('read documents as JSON Lines from standard input, and write what the rules find in each')
    .option(...rulesOption)
    .addHelpText('after', example('classify < documents.jsonl > findings.jsonl'))
    .action(({ rules: file }: { rules?: string }) =>
      withRules(file, (rules) => runClassify({ lines: io.stdin(), rules, screen })),
    )

  program
    .command('explain')
    .description('say for each rule what matched in a text, what ruled it out, and the score')
    .argument('<text>', 'a file, an http(s) address, or - for standard input')
    .option(...rulesOption)
    .option('--published <date>', 'when it was published, such as 2026-03-01')
    .option('--json', 'one JSON object per rule')
    .addHelpText('after', example('explain article.txt', 'explain https://example.org/news/1 --rules mine.yaml'))
    .action((target: string, { rules: file, ...rest }: { rules?: string; published?: string; json?: boolean }) => {
      const given = { ...rest, target, readFile, stdin: io.stdin, screen }
      if (!/^https?:/i.test(target)) {
        const fetchNothing = () => Promise.resolve({ ok: false, reason: 'expected an http or https address' } as const)
        return withRules(file, (rules) => runExplain({ ...given, rules, fetchDocument: fetchNothing }))
      }
      return cli.configured(async ({ config: { settings, rules: own }, stopping }) => {
        const rules = file === undefined ? own : loadRuleSet(file, cli)
        if (rules === null) return 1
        const clock = () => new Date()
        const http = createHttpClient({ network: settings.network, turn: async () => undefined, clock })
        try {
          const fetch = (url: string) => fetchDocument(url, { http, settings, signal: stopping })
          return await runExplain({ ...given, rules, fetchDocument: fetch })
        } finally {
          await http.close()
        }
      })
    })

  program
    .command('evaluate')
    .description('measure the rules on labelled documents: precision, recall, F1, fields, and the list of misses')
    .argument('<corpus>', 'JSON Lines file of documents with the findings a person would make')
    .option(...rulesOption)
    .option('--json', 'as one JSON object')
    .addHelpText('after', example('evaluate corpus.jsonl --rules mine.yaml'))
    .action((corpus: string, { rules: file, json }: { rules?: string; json?: boolean }) =>
      withRules(file, (rules) => runEvaluate({ lines: readFile(corpus).split('\n'), json, rules, screen })),
    )
}
