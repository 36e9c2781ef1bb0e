import type { Actor } from '../actor';
import type { TokenSet } from '../ciba/outcome';
import { persistently } from '../persistently';
import { apply } from './apply';
import { type RevokeDeps, revoke } from './revoke';
import type { VerificationStore } from './store';
import type { Verification, VerificationId } from './verification';
import type { GrantEnd } from './view';

export interface EndGrantDeps extends RevokeDeps {
  readonly verifications: VerificationStore;
}

/**
 * Ends the use of an approval: forgets the tokens, then revokes them at the OP. Forgetting comes first
 * and cannot be refused. Nobody waits for the revocation, because the OP may take its time.
 *
 * @returns the verification with its grant ended; undefined when it had ended before
 * @throws what the database threw; it ends all the same as soon as that can be stored
 */
export async function endGrant(
  deps: EndGrantDeps,
  id: VerificationId,
  why: GrantEnd,
  actor: Actor,
): Promise<Verification | undefined> {
  const read = () => deps.verifications.secretsOf(id);
  const { tokens } = await read()
    // A connection that was cut says nothing of the next. What no key opens stays closed.
    .catch(read)
    .catch((error: unknown) => {
      deps.log.warn({ err: error, verification: id }, 'tokens could not be read for revocation');
      return { tokens: undefined };
    });
  const end = () => apply(deps, id, { type: 'grant_ended', why }, actor);
  try {
    const ended = await end();
    // Also when it ran out: a grant ends with us before the tokens may end at the OP.
    if (ended && tokens) void revoke(deps, id, tokens);
    return ended;
  } catch (error) {
    if (tokens) void endInTheEnd(deps, id, tokens, end);
    throw error;
  }
}

/** The end may have been committed, and only the answer is missing: then nobody else knows these tokens any more. */
async function endInTheEnd(
  deps: EndGrantDeps,
  id: VerificationId,
  tokens: TokenSet,
  end: () => Promise<unknown>,
): Promise<void> {
  try {
    await persistently(deps, { verification: id }, end);
    await revoke(deps, id, tokens);
  } catch (error) {
    deps.log.error({ err: error, verification: id }, 'a grant could not be ended: it runs out by itself');
  }
}

/** Whether this grant was ended is not known, for want of an answer of the database: it is read again. Throws nothing. */
export async function revokeIfEnded(deps: EndGrantDeps, id: VerificationId, tokens: TokenSet): Promise<void> {
  try {
    const stored = await persistently(deps, { verification: id }, () => deps.verifications.find(id));
    if (stored?.grantEnd !== null) await revoke(deps, id, tokens);
  } catch (error) {
    deps.log.error({ err: error, verification: id }, 'not known whether a grant has ended');
  }
}
