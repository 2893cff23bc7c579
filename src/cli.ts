import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { example, roleList } from './cli/arguments.ts'
import { addAuditCommands } from './cli/audit.ts'
import { addBounceCommands } from './cli/bounces.ts'
import { addCheckCommands } from './cli/checks.ts'
import { createCli, type Cli } from './cli/context.ts'
import { describeError } from './cli/describe-error.ts'
import { addFeedCommands } from './cli/feeds.ts'
import type { Io } from './cli/io.ts'
import { addNewsCommands } from './cli/news.ts'
import { addQueueCommands } from './cli/queues.ts'
import { addRatingCommands } from './cli/ratings.ts'
import { addReportCommands } from './cli/reports.ts'
import { addRuleCommands } from './cli/rules.ts'
import { addSubscriberCommands } from './cli/subscribers.ts'
import { addTuningCommands } from './cli/tuning.ts'
import { roles as allRoles, type Role } from './jobs/roles.ts'

const packageDir = fileURLToPath(new URL('..', import.meta.url))

/** The part that opens connections, loaded by the commands that need one. */
const app = () => import('./app.ts')

/** Runs one command line and resolves to its exit status: 0 done, 1 a fault that was explained, 2 wrong usage. */
export async function runCli(args: string[], io: Io): Promise<number> {
  const program = new Command('ofsted-alerts')
    .description(
      'Watches news, GOV.UK and Ofsted for what happens to England’s children’s services, and mails digests.',
    )
    .version(versionOf(packageDir), '--version', 'print the version')
    .option('--config <dir>', 'folder of settings.yaml, feeds.yaml, rules.yaml and authorities.csv', 'config')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what can be asked for)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => (io.stdout.isTTY ? io.stdout.columns : 100),
      getErrHelpWidth: () => (io.stderr.isTTY ? io.stderr.columns : 100),
    })
  const cli = createCli({
    io,
    configDir: () => String(program.opts()['config']),
    openRecords: async (options) => await (await app()).openRecords(options),
    openSender: async (env, mail) => (await app()).openSender(env, mail),
    verifyMail: async (smtpUrl, mail) => await (await app()).verifyMail(smtpUrl, mail),
  })
  addWorkerCommands(program, cli)
  addCheckCommands(program, cli)
  addRuleCommands(program, cli)
  addTuningCommands(program, cli)
  addReportCommands(program, cli)
  addFeedCommands(program, cli)
  addNewsCommands(program, cli)
  addRatingCommands(program, cli)
  addSubscriberCommands(program, cli)
  addBounceCommands(program, cli)
  addQueueCommands(program, cli)
  addAuditCommands(program, cli)
  try {
    await program.parseAsync(args, { from: 'user' })
    return cli.status()
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    cli.screen.complain(describeError(error))
    return 1
  }
}

/** `start`, `once` and `demo`: the commands that run the worker itself. */
function addWorkerCommands(program: Command, cli: Cli): void {
  const { screen, io } = cli

  program
    .command('start')
    .description('run the worker until it is stopped')
    .option('--roles <list>', `what this process does, of ${allRoles.join(',')} (default: everything)`, roleList)
    .addHelpText('after', example('start', 'start --roles poll,read,classify'))
    .action(({ roles = [...allRoles] }: { roles?: Role[] }) =>
      cli.configured(async ({ env, config: first, log, stopping }) => {
        const [{ startApp }, { followConfig }, { run }] = await Promise.all([
          app(),
          import('./cli/follow-config.ts'),
          import('./cli/start.ts'),
        ])
        using following = followConfig({ first, cli, log })
        const { config, configFault } = following
        const startWorker = () => startApp({ env, config, configFault, roles, log })
        return await run({ roles, config, startWorker, stopping, force: io.force, screen })
      }, 'chosen'),
    )

  program
    .command('once')
    .description('poll every feed, send what is due, and end (for cron)')
    .addHelpText('after', example('once'))
    .action(() =>
      cli.configured(async ({ env, config, log, stopping }) => {
        const [{ startApp }, { run }] = await Promise.all([app(), import('./cli/once.ts')])
        const roles = allRoles.filter((role) => role !== 'web')
        return await run({
          config,
          startWorker: (now) => startApp({ env, config: now, roles, ticking: false, log }),
          clock: () => new Date(),
          stopping,
          screen,
        })
      }),
    )

  program
    .command('demo')
    .description('go the whole way once, offline, on the bundled articles; the digest goes to the outbox')
    .addHelpText('after', example('demo'))
    .action(() =>
      cli.configured(async ({ env, config, log }) => {
        const [{ startApp }, { run }] = await Promise.all([app(), import('./cli/demo.ts')])
        return await run({
          env,
          config,
          articlesDir: path.join(packageDir, 'test', 'fixtures', 'articles'),
          startWorker: (options) => startApp({ ...options, log }),
          out: (text) => io.stdout.write(text),
        })
      }),
    )
}

function versionOf(dir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null ? String(Reflect.get(manifest, 'version')) : ''
}
