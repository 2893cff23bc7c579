import type { Command } from 'commander'
import { example, publishedDate } from './arguments.ts'
import type { Cli } from './context.ts'
import type { Judging } from './load-rule-set.ts'

export const rulesOption = [
  '--rules <file>',
  'rules to use instead of rules.yaml in the folder of configuration',
] as const

/** `classify` and `explain`: what the rules make of a text, without Redis. */
export function addRuleCommands(program: Command, cli: Cli): void {
  const { screen, io, linesOfFile } = cli
  const withRules = rulesReader(cli)

  program
    .command('classify')
    .description('read documents as JSON Lines from standard input, and write what the rules find in each')
    .option(...rulesOption)
    .addHelpText('after', example('classify < documents.jsonl > findings.jsonl'))
    .action(({ rules: file }: { rules?: string }) =>
      withRules(file, async (judging) => {
        const { run } = await import('./classify.ts')
        return await run({ lines: io.stdin(), ...judging, screen })
      }),
    )

  program
    .command('explain')
    .description('say for each rule what matched in a text, what ruled it out, and the score')
    .argument('<text>', 'a file, an http(s) address, or - for standard input')
    .option(...rulesOption)
    .option('--published <date>', 'when it was published, such as 2026-03-01', publishedDate)
    .option('--json', 'one JSON object per rule')
    .addHelpText('after', example('explain article.txt', 'explain https://example.org/news/1 --rules mine.yaml'))
    .action((target: string, { rules: file, ...rest }: { rules?: string; published?: string; json?: boolean }) => {
      const given = { ...rest, target, linesOfFile, stdin: io.stdin, screen }
      if (!/^https?:/i.test(target)) {
        const fetchNothing = () => Promise.resolve({ ok: false, reason: 'expected an http or https address' } as const)
        return withRules(file, async (judging) => {
          const { run } = await import('./explain.ts')
          return await run({ ...given, ...judging, fetchDocument: fetchNothing })
        })
      }
      return cli.configured(async ({ config: { settings, rules: own }, stopping }) => {
        const [{ run }, { fetchDocument }, { createHttpClient }, { loadRuleSet }] = await Promise.all([
          import('./explain.ts'),
          import('./fetch-document.ts'),
          import('../feeds/http.ts'),
          import('./load-rule-set.ts'),
        ])
        const mostCharacters = settings.reading.most_characters
        const judging = file === undefined ? { rules: own, mostCharacters } : loadRuleSet(file, cli)
        if (judging === null) return 1
        const clock = () => new Date()
        const http = createHttpClient({ network: settings.network, turn: async () => undefined, clock })
        try {
          const fetch = (url: string) => fetchDocument(url, { http, settings, signal: stopping })
          return await run({ ...given, ...judging, fetchDocument: fetch })
        } finally {
          await http.close()
        }
      })
    })
}

/** Runs a command with the rules of a file, or of the configuration; where they have faults, these are told and it does not run. */
export const rulesReader =
  (cli: Cli) =>
  (file: string | undefined, run: (judging: Judging) => Promise<number>): Promise<void> =>
    cli.plain(async () => {
      const { loadRuleSet } = await import('./load-rule-set.ts')
      const judging = loadRuleSet(file, cli)
      return judging === null ? 1 : await run(judging)
    })
