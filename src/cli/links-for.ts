import type { Env } from '../config/env.ts'
import { createLinks, type Links } from '../links.ts'
import { keptSecret } from '../store/kept-secret.ts'

/** The links that the running worker makes too: signed with the same secret. */
export async function linksFor({ PUBLIC_URL, SECRET, DATA_DIR }: Env): Promise<Links> {
  return createLinks({ publicUrl: PUBLIC_URL, secret: SECRET ?? (await keptSecret(DATA_DIR)) })
}
