import type { Context } from 'hono'
import { createAudit, type Audit } from '../store/create-audit.ts'
import type { AdminDeps, AdminEnv } from './admin.ts'

/** What goes into the audit log in the name of whoever sent this request. */
export const auditOf = (
  { store, clock, newId }: Pick<AdminDeps, 'store' | 'clock' | 'newId'>,
  context: Context<AdminEnv>,
): Audit => createAudit({ store, who: context.get('operator'), by: 'pages', clock, newId })
