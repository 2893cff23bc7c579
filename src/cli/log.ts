import { pino, stdSerializers, type Logger } from 'pino'
import type { Env } from '../config/env.ts'

/**
 * The log: one JSON object a line. Of an error it holds what it is and where it came from, and nothing else that hangs on it: ioredis keeps
 * whole commands on its errors, and a command may hold an address or a token.
 */
export function createLog(level: Env['LOG_LEVEL'], write: (line: string) => void): Logger {
  return pino({ level, serializers: { err: plainError } }, { write })
}

function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message, stack, ...('code' in error ? { code: error.code } : {}) }
}
