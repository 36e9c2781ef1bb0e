import type { Actor } from '../actor';
import type { CibaClient } from '../ciba/client';
import type { TokenSet } from '../ciba/outcome';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { apply } from './apply';
import type { VerificationStore } from './store';
import type { Verification, VerificationId } from './verification';
import type { GrantEnd } from './view';

export interface EndGrantDeps {
  readonly verifications: VerificationStore;
  readonly ciba: Pick<CibaClient, 'revoke'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Ends the use of an approval: forgets the tokens, then revokes them at the OP. Forgetting comes first
 * and cannot be refused. Nobody waits for the revocation, because the OP may take its time: one that fails
 * is logged, and the tokens run out by themselves.
 *
 * @returns the verification with its grant ended; undefined when it had ended before
 */
export async function endGrant(
  deps: EndGrantDeps,
  id: VerificationId,
  why: GrantEnd,
  actor: Actor,
): Promise<Verification | undefined> {
  const { tokens } = await deps.verifications.secretsOf(id).catch((error: unknown) => {
    deps.log.warn({ err: error, verification: id }, 'tokens could not be read for revocation');
    return { tokens: undefined };
  });
  const ended = await apply(deps, id, { type: 'grant_ended', why }, actor);
  // Also when it ran out: a grant ends with us before the tokens may end at the OP.
  if (ended && tokens) void revoke(deps, id, tokens);
  return ended;
}

/** Takes tokens back at the OP. Throws nothing: one that cannot be taken back is logged, and runs out by itself. */
export async function revoke(
  { ciba, log }: Pick<EndGrantDeps, 'ciba' | 'log'>,
  id: VerificationId,
  tokens: TokenSet,
): Promise<void> {
  const confirmed = await ciba.revoke(tokens).catch(() => false);
  if (!confirmed) log.warn({ verification: id }, 'the OP did not confirm the revocation');
}
