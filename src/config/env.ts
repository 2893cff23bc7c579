import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)

/** What the environment says. Every variable may be left out; each secret may also come from a file named by `X_FILE`. */
export const Env = z.object({
  /** Any Redis ≥ 6.2 or Valkey. Absent: a private one is started in DATA_DIR. Secret. */
  REDIS_URL: z.url({ protocol: /^(redis|rediss|unix)$/, error: 'expected redis://, rediss:// or unix://' }).optional(),
  /** Absent: messages are written to `outbox/`. Secret. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp:// or smtps://' }).optional(),
  MAIL_FROM: z.string().min(3).default('ofsted-alerts <alerts@localhost>'),
  /** Where readers reach the pages: links in mails start with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }).default('http://localhost:8080'),
  /** Signs links; at least 32 characters. Absent with an embedded Redis: one is made and kept in DATA_DIR. Secret. */
  SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  HTTP_PORT: port.default(8080),
  DATA_DIR: z.string().min(1).default('data'),
  OUTBOX_DIR: z.string().min(1).default('outbox'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})
export type Env = z.output<typeof Env>

/** Variables that may also be given as `X_FILE`. */
export const secrets = ['REDIS_URL', 'SMTP_URL', 'SECRET'] as const
