import type { Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'

/** `reports read`: what stands in Ofsted's reports and letters. */
export function addReportCommands(program: Command, cli: Cli): void {
  const { screen, io } = cli
  const reports = program.command('reports').description('read the reports and letters that Ofsted publishes')

  reports
    .command('read')
    .description(
      'read PDFs of inspection reports and letters, and write what stands in each as a line of JSON: authority, days, grades, summary',
    )
    .argument('<files...>', 'PDF files')
    .addHelpText(
      'after',
      `
What cannot be read is null or left out, and "unread" says why. A file that is no report gives
{"file","error"}; the others are read all the same, and the exit status is 1.
${example(
  'reports read 50309857.pdf',
  'reports read reports/*.pdf > reports.jsonl',
  `reports read *.pdf | jq -r 'select(.grades.leaders == "inadequate") | .authority'`,
)}`,
    )
    .action((files: string[]) =>
      cli.plain(async () => {
        const [{ run }, { loadAuthorities }, { createReportTexts }, { authoritiesInText }] = await Promise.all([
          import('./reports-read.ts'),
          import('./load-authorities.ts'),
          import('../feeds/report-text.ts'),
          import('../rules/authorities-in-text.ts'),
        ])
        const authorities = loadAuthorities(cli)
        if (authorities === null) return 1
        await using texts = createReportTexts()
        return await run({ files, cwd: io.cwd, texts, nameAuthorities: authoritiesInText(authorities), screen })
      }),
    )
}
