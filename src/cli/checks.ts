import type { Command } from 'commander'
import { example } from './arguments.ts'
import type { Cli } from './context.ts'

/** `check` and `doctor`: is everything as it must be? */
export function addCheckCommands(program: Command, cli: Cli): void {
  const { screen, readFile, configDir } = cli

  program
    .command('check')
    .description('validate every file of the configuration, and run the examples inside the rules')
    .addHelpText('after', example('check', 'check --config /etc/ofsted-alerts'))
    .action(() =>
      cli.plain(async () => {
        if (!cli.hasConfig()) return 1
        return await (await import('./check.ts')).run({ dir: configDir(), readFile, screen })
      }),
    )

  program
    .command('doctor')
    .description('try Redis, mail server, feeds, clock and secrets, and say what to mend')
    .addHelpText('after', example('doctor'))
    .action(() =>
      cli.configured(async ({ env, config, log, stopping }) => {
        const [{ run }, { createHttpClient }] = await Promise.all([import('./doctor.ts'), import('../feeds/http.ts')])
        const clock = () => new Date()
        const http = createHttpClient({ network: config.settings.network, turn: async () => undefined, clock })
        const { SMTP_URL } = env
        try {
          return await run({
            env,
            config,
            log,
            http,
            openRecords: () => cli.openRecords({ env, log }),
            verifyMail: SMTP_URL === undefined ? null : () => cli.verifyMail(SMTP_URL, config.settings.mail),
            clock,
            stopping,
            screen,
          })
        } finally {
          await http.close()
        }
      }),
    )
}
