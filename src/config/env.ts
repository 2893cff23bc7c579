import { z } from 'zod'

const port = z.coerce
  .number({ error: 'expected a port number' })
  .int('expected a port number')
  .min(0, 'expected 0 to 65535')
  .max(65535, 'expected 0 to 65535')

/** RFC 5322 `name-addr` or `addr-spec`, without the forms nobody writes (comments, quoted local parts, groups). */
const mailbox = /^(?:(?:"[^"\r\n]*"|[^<>@,;:"\r\n]*)\s*<[^\s<>@,;:"]+@[^\s<>@,;:"]+>|[^\s<>@,;:"]+@[^\s<>@,;:"]+)$/

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** What the environment says. Every variable may be left out; each secret may also come from a file named by `X_FILE`. */
export const Env = z.object({
  /** Any Redis ≥ 6.2 or Valkey. Absent: a private one is started in DATA_DIR. Secret. */
  REDIS_URL: z.url({ protocol: /^(redis|rediss|unix)$/, error: 'expected redis://, rediss:// or unix://' }).optional(),
  /** Absent: messages are written to `outbox/`. Secret. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp:// or smtps://' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(mailbox, 'expected an address, such as Children’s services alerts <alerts@example.org>')
    .default('ofsted-alerts <alerts@localhost>'),
  /** Where readers reach the pages: links in mails start with it. Without a slash at its end once read. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .refine(isOrigin, 'expected an address without a path, user or query, such as https://alerts.example.org')
    .transform((address) => new URL(address).origin)
    .default('http://localhost:8080'),
  /**
   * Sign links; at least 32 characters each. The first signs, all of them are accepted: a new one goes before the old, with a comma or a line
   * break between. Absent with an embedded Redis: one is made and kept in DATA_DIR. Secret.
   */
  SECRET: z
    .string()
    .transform((text) =>
      text
        .split(/[,\r\n]+/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
    .refine(
      (all) => all.length > 0 && all.every((one) => one.length >= 32),
      'expected at least 32 characters; make one with: openssl rand -hex 32. Of several, each, with a comma between and the newest first',
    )
    .optional(),
  /** Opens the operator's pages under /admin. Absent: there are none. Secret. */
  ADMIN_PASSWORD: z
    .string()
    .min(16, 'expected at least 16 characters; make one with: openssl rand -base64 24')
    .regex(/^[^\p{Cc}]*$/u, 'expected one line without control characters')
    .optional(),
  /**
   * "HTTP webhook signing key" of Mailgun, with which it signs what it posts to /webhooks/mailgun. Absent: nothing answers there. Secret.
   */
  MAILGUN_SIGNING_KEY: z
    .string()
    .trim()
    .min(16, 'expected the HTTP webhook signing key, from Mailgun’s API security page')
    .optional(),
  HTTP_PORT: port.default(8080),
  DATA_DIR: z.string().min(1).default('data'),
  OUTBOX_DIR: z.string().min(1).default('outbox'),
  LOG_LEVEL: z.enum(logLevels, { error: `expected one of ${logLevels.join(', ')}` }).default('info'),
})
export type Env = z.output<typeof Env>

/** Variables that may also be given as `X_FILE`. */
export const secrets = ['REDIS_URL', 'SMTP_URL', 'SECRET', 'ADMIN_PASSWORD', 'MAILGUN_SIGNING_KEY'] as const

function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { pathname, search, hash, username, password } = new URL(address)
  return pathname === '/' && search === '' && hash === '' && username === '' && password === ''
}
