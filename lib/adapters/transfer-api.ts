import { z } from 'zod';
import { readAnswer } from '../ciba/answer';
import { errorName } from '../ciba/outcome';
import type { AuthorizationDetail } from '../ciba/request-parameters';
import type { ResourceClient } from '../ciba/resource';
import type { ExecutionAnswer, TransferApi } from '../transfers/transfer-api';
import type { TransferEndReason } from '../transfers/view';

/** The teller waits, and a bank that needs longer is asked again. */
const TIMEOUT_MS = 10_000;

const receipt = z.object({
  status: z.literal('executed'),
  bankReference: z.string().min(1).max(100),
  transferId: z.string(),
  hash: z.string(),
});
const refusal = z.object({ error: z.string().max(64) });

/** Our key or our transfer was used for something else: asking once more brings the same. */
const contradictions: ReadonlySet<string> = new Set(['already_executed', 'idempotency_key_reused']);

/** What a 403 or 422 says, in our words. */
const reasons: Readonly<Record<string, TransferEndReason>> = {
  insufficient_funds: 'insufficient_funds',
  limit_exceeded: 'limit_exceeded',
  account_closed: 'account_closed',
  currency_not_supported: 'currency_not_supported',
  details_mismatch: 'altered',
  hash_mismatch: 'altered',
  insufficient_scope: 'not_allowed',
  not_your_account: 'not_allowed',
  approval_needed: 'not_allowed',
};

/** The transfer API over HTTP: `POST {url}/transfers` with the tokens as they were issued. */
export function createHttpTransferApi(url: string, resources: ResourceClient): TransferApi {
  const address = new URL(`${url}/transfers`);
  return {
    async execute(tokens, detail, key) {
      try {
        const response = await resources.request(tokens, 'POST', address, {
          headers: {
            accept: 'application/json',
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify(detail),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const { json, isGarbled } = await readAnswer(response);
        return judge(response, isGarbled ? undefined : json, detail);
      } catch (error) {
        // The name only: messages of parsers and sockets quote what they met.
        return { kind: 'unknown', detail: error instanceof Error ? error.name : 'unknown' };
      }
    },
  };
}

function judge(response: Response, body: unknown, detail: AuthorizationDetail): ExecutionAnswer {
  const { status } = response;
  if (status === 401) return { kind: 'turned_away', reason: 'approval_lapsed', detail: 'HTTP 401' };
  if (response.ok) {
    const { data } = receipt.safeParse(body);
    // An answer about something else is no answer to this.
    if (!data || data.transferId !== detail.transferId || data.hash !== detail.hash) {
      return { kind: 'unknown', detail: 'unexpected answer' };
    }
    return { kind: 'executed', bankReference: printable(data.bankReference) };
  }
  const { data } = refusal.safeParse(body);
  const named = data ? errorName(data.error) : 'no error given';
  const said = `${named}, HTTP ${status}`;
  // A refusal is the bank's only when it gives its name: a gateway's page of HTML may carry any status.
  if (data) {
    const reason = Object.hasOwn(reasons, data.error) ? reasons[data.error] : undefined;
    if (contradictions.has(data.error)) return { kind: 'contradictory', detail: said };
    if (status === 422 && reason) return { kind: 'refused', reason, detail: said };
    // A name we do not know ends a first attempt; of an earlier one it says nothing.
    if (status === 400 || status === 403 || status === 422) {
      return { kind: 'turned_away', reason: reason ?? 'refused_by_bank', detail: said };
    }
  }
  const seconds = Number(response.headers.get('retry-after'));
  return {
    kind: 'unknown',
    detail: said,
    ...(seconds > 0 && seconds <= 3600 ? { retryAfter: seconds } : {}),
  };
}

/** What goes onto a receipt is letters, digits and the usual signs; whatever else the bank sends, it was executed. */
function printable(reference: string): string {
  return reference.replace(/[^\p{L}\p{N} ./_:#-]/gu, '').trim() || 'unreadable';
}
