import { Option, type Command } from 'commander'
import { importFormats, type ImportFormat } from '../ratings/import-formats.ts'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'

/** How wide text is set where no terminal says how wide it is. */
const columnsInPipe = 80

/** `ratings import|show|export`. */
export function addRatingCommands(program: Command, cli: Cli): void {
  const { screen, io, bytesOfFile } = cli
  const ratings = program
    .command('ratings')
    .description('look at the grades of authorities, take in and give out their histories')

  ratings
    .command('import')
    .description('add the grades of a table to what is known; lines at fault are named and left out')
    .argument(
      '<file>',
      'the public history of inspections (CSV), Ofsted’s annual sheet of outcomes (CSV or ODS), or what "ratings export" wrote',
    )
    .addOption(
      new Option('--format <layout>', 'refuse a file of another layout (default: found out)').choices(importFormats),
    )
    .addHelpText('after', example('ratings import ofsted_csc_ilacs_history.csv'))
    .action((file: string, { format }: { format?: ImportFormat }) =>
      cli.recorded(
        async (deps) => await (await import('./ratings-import.ts')).run({ ...deps, file, format, bytesOfFile, screen }),
      ),
    )

  ratings
    .command('show')
    .description('show the inspections of an authority, newest first: grades, moves and sources')
    .argument('<authority>', 'its name, or one that it also goes by')
    .option('--json', 'one JSON object, oldest inspection first')
    .addHelpText('after', example('ratings show Trafford'))
    .action((asked: string, { json }: { json?: boolean }) =>
      cli.recorded(async (deps) => {
        const columns = io.stdout.isTTY ? io.stdout.columns : columnsInPipe
        return await (await import('./ratings-show.ts')).run({ ...deps, asked, json, columns, screen })
      }),
    )

  ratings
    .command('export')
    .description('write every grade of every source as JSON Lines to standard output')
    .addHelpText('after', example('ratings export > ratings.jsonl'))
    .action(() => cli.recorded(async (deps) => await (await import('./ratings-export.ts')).run({ ...deps, screen })))
}
