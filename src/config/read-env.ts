import { Env, secrets } from './env.ts'

type ReadEnv = { ok: true; env: Env } | { ok: false; problems: string[] }

/**
 * Reads the environment once, and names every fault at once. An empty variable counts as absent, as compose files write it.
 * A secret may stand in a file instead, named by `X_FILE` (Docker and Kubernetes secrets); one line break at its end is taken off.
 * No sentence holds a value: they go to logs.
 */
export function readEnv(variables: Record<string, string | undefined>, readFile: (file: string) => string): ReadEnv {
  const problems: string[] = []
  const given: Record<string, string | undefined> = {}
  for (const name of Object.keys(Env.shape)) given[name] = variables[name] || undefined

  for (const name of secrets) {
    const file = variables[`${name}_FILE`]
    if (!file) continue
    if (given[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set: expected one of them`)
      continue
    }
    const text = contentOf(file, readFile)
    if (text.trim() === '')
      problems.push(`${name}_FILE: expected a file that can be read and holds the value, at ${file}`)
    else given[name] = text.replace(/\r?\n$/, '')
  }

  const parsed = Env.safeParse(given)
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const redisElsewhere = given['REDIS_URL'] !== undefined
  if (redisElsewhere && given['SECRET'] === undefined && !problems.some((problem) => problem.startsWith('SECRET'))) {
    // Several workers share that Redis, and the links that one signs must be good at another.
    problems.push('SECRET: expected with REDIS_URL, the same for every worker; make one with: openssl rand -hex 32')
  }
  return parsed.success && problems.length === 0
    ? { ok: true, env: Object.freeze(parsed.data) }
    : { ok: false, problems }
}

function contentOf(file: string, readFile: (file: string) => string): string {
  try {
    return readFile(file)
  } catch {
    return ''
  }
}
