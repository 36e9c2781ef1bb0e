import { createAppendAudit } from '@/lib/adapters/postgres/audit-log';
import { createAuditKeys } from '@/lib/audit/keys';

/** One key for all tests; nothing of it is used anywhere else. */
export const auditSeed = Buffer.alloc(32, 5).toString('base64url');

export const auditKeys = await createAuditKeys([auditSeed]);

export const appendAudit = createAppendAudit(auditKeys);
