import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'
import { subscriberColumns } from './subscriber-columns.ts'

const clock = () => new Date()

/** `subscribers import|export`: moving a list with its consent. */
export function addMovingCommands(subscribers: Command, cli: Cli): void {
  const { screen, io, linesOfFile } = cli
  const at = (file: string) => path.resolve(io.cwd, file)

  subscribers
    .command('import')
    .description('add the people of a list who are not known yet, with their consent; lines at fault are named')
    .argument('<file>', 'CSV with a first line of column names; only "address" is needed')
    .option('--ask', 'mail those without proof of consent the question whether they want it')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText(
      'after',
      `
Columns: ${subscriberColumns.slice(0, 7).join(', ')},
  ${subscriberColumns.slice(7).join(', ')}.
Without "confirmed" (when) and "origin" (how) they are pending, and mailed nothing.
Whoever is known stays as they are. More in docs/operations.md.
${example('subscribers import old-list.csv --dry-run', 'subscribers import old-list.csv --ask')}`,
    )
    .action((file: string, options: { ask?: boolean; dryRun?: boolean }) =>
      cli.recorded(async (deps) => {
        const { run } = await import('./subscribers-import.ts')
        return await run({ ...deps, ...options, file, linesOfFile, clock, newId: randomUUID, screen })
      }),
    )

  subscribers
    .command('export')
    .description('write everybody, with their consent and what they asked for, as "subscribers import" reads it')
    .argument('[file]', 'where to, for this user alone to read (default: standard output)')
    .addHelpText('after', example('subscribers export list.csv'))
    .action((file: string | undefined) =>
      cli.recorded(async (deps) => {
        const [{ run }, { writePrivateFile }] = await Promise.all([
          import('./subscribers-export.ts'),
          import('./private-file.ts'),
        ])
        const stdout = { write: async (text: string) => io.stdout.write(text) }
        const writeFile: typeof writePrivateFile = (name, fill) => writePrivateFile(at(name), fill)
        return await run({ ...deps, file, stdout, writeFile, screen })
      }),
    )
}
