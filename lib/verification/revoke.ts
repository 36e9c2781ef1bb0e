import type { CibaClient } from '../ciba/client';
import type { Revocation, TokenSet } from '../ciba/outcome';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { VerificationId } from './verification';

export interface RevokeDeps {
  readonly ciba: Pick<CibaClient, 'revoke'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Pauses between two attempts, in seconds: doubled each time, up to the longest. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 60;
/** Longer than any access token of ours is used, and than most live. */
const PATIENCE_MS = 60 * 60 * 1000;

/**
 * Takes tokens back at the OP (RFC 7009), again and again until it has confirmed that or refused, an hour at most. Throws
 * nothing. They are kept nowhere meanwhile: what a node that stops has not taken back runs out by itself.
 */
export async function revoke(
  { ciba, clock, log }: RevokeDeps,
  id: VerificationId,
  tokens: TokenSet,
): Promise<void> {
  const giveUpAt = clock.now().getTime() + PATIENCE_MS;
  let pause = FIRST_PAUSE;
  for (let attempt = 1; ; attempt++) {
    const answer = await ciba
      .revoke(tokens)
      .catch((error: unknown): Revocation => ({ kind: 'unavailable', detail: nameOf(error) }));
    const said = { verification: id, attempt };
    if (answer.kind === 'confirmed') {
      if (attempt > 1) log.info(said, 'the OP confirmed the revocation');
      return;
    }
    const { detail } = answer;
    const wait = Math.max(pause, answer.kind === 'unavailable' ? (answer.retryAfter ?? 0) : 0);
    if (answer.kind === 'refused' || clock.now().getTime() + wait * 1000 >= giveUpAt) {
      log.warn({ ...said, detail }, 'the OP did not revoke the tokens: they run out by themselves');
      return;
    }
    if (attempt === 1)
      log.warn({ ...said, detail }, 'the OP did not confirm the revocation: it is asked again');
    await new Promise<void>((resolve) => clock.after(wait * 1000, resolve));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
