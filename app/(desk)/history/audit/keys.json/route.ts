import { authorize } from '@/lib/auth/permissions';
import { download } from '@/lib/web/download';
import { route } from '@/lib/web/route';
import { textFile } from '@/lib/web/text-file';

/** Public keys that signed, as a JWK set (RFC 7517): what an auditor proves an export with. */
export const GET = route(async ({ deps, actor, request }) => {
  authorize(actor, 'history.export');
  const text = `${JSON.stringify({ keys: deps.auditKeys.verifying }, null, 2)}\n`;
  return download(
    textFile('countersign-audit-keys.json', 'application/jwk-set+json', [text]),
    request.signal,
  );
});
