import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { startRedis } from '../helpers/redis.ts'
import { workFolder } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let folder: ReturnType<typeof workFolder>
beforeAll(() => {
  folder = workFolder()
})
afterAll(() => folder[Symbol.dispose]())

async function run(args: string, env: Record<string, string> = {}) {
  const { io, out, err } = memoryIo({ cwd: folder.cwd, env })
  const status = await runCli(args.split(' '), io)
  return { status, out: out(), err: err() }
}

const commands = [
  'start',
  'demo',
  'once',
  'check',
  'doctor',
  'classify',
  'explain',
  'evaluate',
  'backtest',
  'rules suggest',
  'reports read',
  ...['list', 'test', 'import', 'export'].map((name) => `feeds ${name}`),
  ...['list', 'show'].map((name) => `events ${name}`),
  ...['list', 'add', 'remove', 'erase', 'import', 'export'].map((name) => `subscribers ${name}`),
  'digest preview',
  ...['status', 'failed', 'retry', 'drop'].map((name) => `queues ${name}`),
  ...['list', 'retry', 'drop'].map((name) => `deliveries ${name}`),
  'bounce',
  'bounces list',
  'audit list',
]

describe('help', () => {
  test.each(commands)('of %s says what it does and shows an example', async (command) => {
    const { status, out, err } = await run(`${command} --help`)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(new RegExp(`^Usage: ofsted-alerts ${command}.*\n\n\\S.{20,}`))
    expect(out).toMatch(new RegExp(`Examples?:\n  .*${command}`))
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  test.each(['help', 'feeds help', 'help feeds list'])('%s works as a word too', async (words) => {
    expect(await run(words)).toMatchObject({ status: 0, out: expect.stringContaining('Usage: ofsted-alerts'), err: '' })
  })

  test('of each command shows where the configuration is named, and what must be given', async () => {
    expect((await run('events list --help')).out).toContain('--config <dir>')
    for (const command of ['queues drop', 'deliveries drop'])
      expect((await run(`${command} --help`)).out).toMatch(/--reason <text> .*\(required\)/)
  })

  test('lists every command', async () => {
    const { out } = await run('--help')
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command.split(' ')[0]}\\b`, 'm'))
  })

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(await run('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' })
  })
})

describe('wrong usage ends with 2 and says what was meant', () => {
  test.each([
    ['feds list', 'Did you mean feeds?'],
    ['feeds lst', 'Did you mean list?'],
    ['events list --autority Kent', 'Did you mean --authority?'],
    ['events list --since soon', '90s, 15m, 6h or 30d'],
    ['subscribers add jo@example.org --cadence hourly', 'immediate, daily, weekly'],
    ['subscribers add jo@example.org --at 8am', '08:00'],
    ['subscribers add', "missing required argument 'address'"],
    ['queues failed read-itme', 'read-item'],
    ['queues drop read-item 1', '--reason <text>'],
    ['start --roles poll,sent', 'Did you mean “send”?'],
    ['check now', 'too many arguments'],
    ['check now', '--help'],
    ['explain x --published yesterday', 'such as 2026-03-01'],
  ])('%s', async (args, hint) => {
    const { status, out, err } = await run(args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(hint)
  })

  test('nothing at all shows the help', async () => {
    const { io, err } = memoryIo({ cwd: folder.cwd })
    expect(await runCli([], io)).toBe(2)
    expect(err()).toContain('Usage: ofsted-alerts')
  })
})

describe('what is wrong around a command', () => {
  test('faults of the environment and of the files are named together, and it ends with 1', async () => {
    using broken = workFolder({ settings: { time_zone: 'Europe/Londn' } })
    broken.write('config/feeds.yaml', 'feeds:\n  - id: BBC\n')
    const { io, err } = memoryIo({ cwd: broken.cwd, env: { HTTP_PORT: '99999', SECRET: 'short' } })
    expect(await runCli(['feeds', 'export'], io)).toBe(1)
    for (const hint of ['HTTP_PORT', 'SECRET', 'settings.yaml:1:', 'feeds.yaml:2:']) expect(err()).toContain(hint)
    expect(err()).not.toContain('short')
  })

  test.each(['check', 'events list', 'classify'])(
    '%s: a folder that is not there is told in one line',
    async (command) => {
      expect(await run(`${command} --config conf`)).toEqual({
        status: 1,
        out: '',
        err: 'There is no folder conf; pass --config with the folder of the configuration.\n',
      })
    },
  )

  test('a folder without configuration is named, as it was typed', async () => {
    mkdirSync(path.join(folder.cwd, 'conf'), { recursive: true })
    const { status, err } = await run('check --config conf')
    expect(status).toBe(1)
    for (const file of ['settings.yaml', 'feeds.yaml', 'rules.yaml', 'authorities.csv'])
      expect(err).toContain(`conf/${file}:1:1`)
  })

  test.each(['events list', 'start', 'once', 'doctor'])(
    '%s: a DATA_DIR that is no folder is told, with what to do',
    async (command) => {
      folder.write('a-file', '')
      const { status, out, err } = await run(command, { DATA_DIR: path.join(folder.cwd, 'a-file') })
      expect(status).toBe(1)
      expect(`${out}${err}`).toMatch(
        /expected DATA_DIR to be a folder that this user may write to, found .*a-file: it is a file\. Name another/,
      )
    },
  )

  test('a password that Redis refuses is told as what it is', { timeout: 20_000 }, async () => {
    await using redis = await startRedis({ tcp: true })
    await redis.connect().config('SET', 'requirepass', 'right')
    const port = new URL(redis.url).port
    for (const [user, said] of [
      ['', 'NOAUTH'],
      [':wrong@', 'WRONGPASS'],
    ] as const)
      for (const command of ['events list', 'start'])
        expect(
          await run(command, {
            REDIS_URL: `redis://${user}127.0.0.1:${port}`,
            SECRET: 'x'.repeat(32),
            LOG_LEVEL: 'error',
          }),
        ).toMatchObject({
          status: 1,
          err: expect.stringMatching(
            new RegExp(
              `^expected Redis at REDIS_URL to accept the password, it said ${said}: check the user and password in it\\.?\n$`,
            ),
          ),
        })
  })

  test('a Redis that does not answer is told within seconds', { timeout: 20_000 }, async () => {
    const { status, err } = await run('queues status', { REDIS_URL: 'redis://127.0.0.1:1', SECRET: 'x'.repeat(32) })
    expect(status).toBe(1)
    expect(err).toMatch(/^Redis does not answer: connect ECONNREFUSED 127\.0\.0\.1:1\. Check REDIS_URL, .*[^.]\.\n$/)
  })
})
