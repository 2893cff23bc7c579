import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Env, secrets } from '../../src/config/env.ts'
import { readEnv } from '../../src/config/read-env.ts'

const key = 'k'.repeat(32)
const files: Record<string, string> = { '/run/secrets/key': `${key}\n`, '/run/secrets/empty': '\n' }
const readFile = (file: string) => {
  const text = files[file]
  if (text === undefined) throw new Error(`ENOENT ${file}`)
  return text
}
const problemsOf = (variables: Record<string, string>) => {
  const read = readEnv(variables, readFile)
  return read.ok ? [] : read.problems
}

test('nothing set is enough to start', () => {
  expect(readEnv({}, readFile)).toMatchObject({
    ok: true,
    env: { HTTP_PORT: 8080, DATA_DIR: 'data', LOG_LEVEL: 'info' },
  })
})

test('an empty variable counts as absent', () => {
  expect(readEnv({ REDIS_URL: '', SECRET: '', HTTP_PORT: '', SMTP_URL_FILE: '' }, readFile)).toMatchObject({ ok: true })
})

test('a secret may stand in a file, whose last line break is taken off', () => {
  expect(readEnv({ SECRET_FILE: '/run/secrets/key' }, readFile)).toMatchObject({ ok: true, env: { SECRET: [key] } })
})

test('a secret given twice, or in a file that is missing or empty, is a fault', () => {
  expect(problemsOf({ SECRET: key, SECRET_FILE: '/run/secrets/key' })).toEqual([
    'SECRET and SECRET_FILE are both set: expected one of them',
  ])
  expect(problemsOf({ SMTP_URL_FILE: '/run/secrets/gone' })).toEqual([
    'SMTP_URL_FILE: expected a file that can be read and holds the value, at /run/secrets/gone',
  ])
  expect(problemsOf({ SECRET_FILE: '/run/secrets/empty' })[0]).toContain('SECRET_FILE: expected a file')
})

test('several secrets, the newest first, stand beside each other or one a line, and each is long enough', () => {
  const older = 'an-older-secret-of-32-characters-x'
  expect(readEnv({ SECRET: `${key}, ${older}` }, readFile)).toMatchObject({ ok: true, env: { SECRET: [key, older] } })
  expect(readEnv({ SECRET_FILE: '/f' }, () => `${key}\r\n${older}\n`)).toMatchObject({ env: { SECRET: [key, older] } })
  expect(problemsOf({ SECRET: `${key},short` })[0]).toMatch(/^SECRET: expected at least 32 characters/)
  expect(problemsOf({ SECRET: ',' })[0]).toMatch(/^SECRET: expected at least 32 characters/)
})

test('every fault is named at once, and no sentence holds a secret', () => {
  const problems = problemsOf({
    REDIS_URL: 'http://user:hunter2@redis',
    SMTP_URL: 'hunter2',
    SECRET: 'hunter2',
    HTTP_PORT: '99999',
    PUBLIC_URL: 'https://example.org/alerts?x=1',
    MAIL_FROM: 'alerts',
    LOG_LEVEL: 'loud',
  })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'REDIS_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'PUBLIC_URL',
    'SECRET',
    'HTTP_PORT',
    'LOG_LEVEL',
  ])
  expect(problems.join()).not.toContain('hunter2')
  expect(problems.join()).not.toContain('Invalid')
})

test('with a Redis elsewhere the secret has to be given, since several workers share it', () => {
  expect(problemsOf({ REDIS_URL: 'redis://redis:6379' })).toEqual([
    'SECRET: expected with REDIS_URL, the same for every worker; make one with: openssl rand -hex 32',
  ])
  expect(problemsOf({ REDIS_URL: 'redis://redis:6379', SECRET: key })).toEqual([])
  expect(problemsOf({ REDIS_URL: 'unix:///run/redis.sock', SECRET_FILE: '/run/secrets/key' })).toEqual([])
})

test('the public address loses its last slash', () => {
  expect(readEnv({ PUBLIC_URL: 'https://alerts.example.org/' }, readFile)).toMatchObject({
    env: { PUBLIC_URL: 'https://alerts.example.org' },
  })
})

test.each([
  'alerts@example.org',
  'Alerts <alerts@example.org>',
  '"Alerts, Kent" <alerts@example.org>',
  '<alerts@example.org>',
])('a sender may be written %s', (sender) => expect(problemsOf({ MAIL_FROM: sender })).toEqual([]))

test.each(['alerts', 'a@b, c@d', 'Alerts <alerts@example.org', 'A <a@example.org>\r\nBcc: b@example.org'])(
  'a sender may not be written %j',
  (sender) => expect(problemsOf({ MAIL_FROM: sender })).toHaveLength(1),
)

test('.env.example names each variable once with its default, and nothing else', () => {
  const lines = readFileSync('.env.example', 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line))
  const written = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1).replace(/^"(.*)"$/, '$1'),
    ]),
  )
  expect(Object.keys(written), 'add the variable to .env.example, with a comment, or take it out there').toEqual(
    Object.keys(Env.shape),
  )
  const defaults = Env.parse({})
  for (const [name, value] of Object.entries(written)) {
    expect(value, `${name} in .env.example must have its default`).toBe(String(defaults[name as keyof Env] ?? ''))
  }
  expect(readEnv(written, readFile)).toEqual({ ok: true, env: defaults })
  for (const name of secrets) expect(readFileSync('.env.example', 'utf8')).toContain(`${name}_FILE`)
})

test('.env.example is read alike by Node.js and by a shell', () => {
  const names = Object.keys(Env.shape)
  const show = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? '')))`
  const env = { PATH: process.env['PATH'] }
  const byNode = execFileSync(process.execPath, ['--env-file=.env.example', '-e', show], { env, encoding: 'utf8' })
  const sourced = 'set -a; . ./.env.example; exec "$0" -e "$1"'
  const byShell = execFileSync('sh', ['-c', sourced, process.execPath, show], { env, encoding: 'utf8' })
  expect(JSON.parse(byShell)).toEqual(JSON.parse(byNode))
  expect(byNode).toContain('ofsted-alerts <alerts@localhost>')
})
