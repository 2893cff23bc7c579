import type { Env } from '../config/env.ts'
import type { Settings } from '../config/settings.ts'
import { judgeRedis, readRedisFacts } from '../store/redis-facts.ts'
import type { Records } from './context.ts'

/** `must`: nothing works, or something is lost, until it is mended. `should`: it works, and could do better. */
export type Verdict = { state: 'ok' | 'should' | 'must'; what: string; todo?: string }

/** Version, persistence and eviction. */
export async function checkRedis(redis: Records['redis']): Promise<Verdict[]> {
  const facts = await readRedisFacts(redis)
  const { must, should } = judgeRedis(facts)
  const name = `${facts.server === 'valkey' ? 'Valkey' : 'Redis'} ${facts.version}`
  if (must.length + should.length === 0) return [{ state: 'ok', what: `${name}, keeps every write, evicts nothing` }]
  const verdict =
    (state: Verdict['state']) =>
    (todo: string): Verdict => ({ state, what: name, todo })
  return [...must.map(verdict('must')), ...should.map(verdict('should'))]
}

/** Further apart than this, windows and leases of two machines no longer mean the same. */
const mostApartMs = 30_000

/** Our clock against that of Redis, and against the last sweep. */
export async function checkClock(
  { redis, store }: Pick<Records, 'redis' | 'store'>,
  clock: () => Date,
): Promise<Verdict[]> {
  const [seconds] = await redis.time()
  const now = clock().getTime()
  const apartMs = Math.abs(now - Number(seconds) * 1000)
  const todo = 'Set the clock of this machine by NTP (timedatectl set-ntp true).'
  if (apartMs > mostApartMs) {
    return [
      {
        state: 'must',
        what: `this clock and that of Redis are ${Math.round(apartMs / 1000)} s apart`,
        todo: `${todo} Then look at the other machine.`,
      },
    ]
  }
  const lastSweep = await store.duties.last('sweep')
  if (lastSweep !== null && lastSweep.getTime() > now + mostApartMs) {
    return [{ state: 'must', what: `the last sweep is dated ${lastSweep.toISOString()}, which is yet to come`, todo }]
  }
  return [{ state: 'ok', what: `clock: ${new Date(now).toISOString()}` }]
}

/** Whether mail can leave, and whether its links and sender make sense where it arrives. */
export async function checkMail({
  env,
  verifyMail,
}: {
  env: Env
  verifyMail: (() => Promise<unknown>) | null
}): Promise<Verdict[]> {
  if (verifyMail === null) {
    return [
      {
        state: 'should',
        what: `no SMTP_URL: messages are written to ${env.OUTBOX_DIR}/`,
        todo: 'Set SMTP_URL to send them.',
      },
    ]
  }
  const verdicts: Verdict[] = []
  try {
    await verifyMail()
    verdicts.push({ state: 'ok', what: 'the mail server takes our login' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    verdicts.push({
      state: 'must',
      what: `mail server: ${reason}`,
      todo: 'Check host, port, user and password in SMTP_URL, and that this machine may reach it.',
    })
  }
  const { hostname, protocol } = new URL(env.PUBLIC_URL)
  if (isLocal(hostname)) {
    verdicts.push({
      state: 'must',
      what: `PUBLIC_URL is ${env.PUBLIC_URL}`,
      todo: 'Set it to the address at which readers reach the pages: the links to unsubscribe start with it.',
    })
  } else if (protocol === 'http:') {
    verdicts.push({
      state: 'must',
      what: `PUBLIC_URL is ${env.PUBLIC_URL}, without TLS`,
      todo: 'Set it to an https address: mail programs unsubscribe with one click over https alone (RFC 8058).',
    })
  }
  if (/@localhost>?\s*$/.test(env.MAIL_FROM)) {
    verdicts.push({
      state: 'must',
      what: `MAIL_FROM is ${env.MAIL_FROM}`,
      todo: 'Set it to an address that the mail server may send from.',
    })
  }
  return verdicts
}

const isLocal = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.')

/** Where the key that signs links comes from. The environment was refused before if one was needed and missing. */
export function checkSecrets({ SECRET, DATA_DIR }: Env): Verdict[] {
  if (SECRET !== undefined) return [{ state: 'ok', what: 'SECRET is set' }]
  return [
    {
      state: 'ok',
      what: `no SECRET: links are signed with the one kept in ${DATA_DIR}/secret; back it up, old links need it`,
    },
  ]
}

/** Where mail providers are to post what came back; nothing where none is set up. */
export function checkWebhooks({ PUBLIC_URL, MAILGUN_SIGNING_KEY }: Env, { webhooks }: Settings): Verdict[] {
  const { topics } = webhooks.ses
  const there = [
    ...(topics.length === 0 ? [] : [{ who: `Amazon SES (${topics.join(', ')})`, path: '/webhooks/ses' }]),
    ...(MAILGUN_SIGNING_KEY === undefined ? [] : [{ who: 'Mailgun', path: '/webhooks/mailgun' }]),
  ]
  return there.map(({ who, path }) => {
    const what = `${who} is to post what came back to ${PUBLIC_URL}${path}`
    if (!isLocal(new URL(PUBLIC_URL).hostname) && PUBLIC_URL.startsWith('https:')) return { state: 'ok', what }
    return { state: 'must', what, todo: 'Set PUBLIC_URL to an https address that can be reached from the internet.' }
  })
}
