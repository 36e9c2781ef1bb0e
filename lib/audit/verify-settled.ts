import type { Trail } from './trail';
import { type VerifyOptions, verifyTrail } from './verify';
import type { Proof } from './view';

const ATTEMPTS = 3;

/**
 * Proves a trail that goes on being written. What tells of a person may be removed while it is gone through, and the
 * record of that removal have no place yet: then, and only then, it is gone through again.
 *
 * @param open the trail as it is now
 * @param settle returns when what was recorded before has its place
 */
export async function verifySettled(
  open: () => Promise<Trail>,
  options: VerifyOptions,
  settle: () => Promise<void>,
): Promise<Proof> {
  for (let attempt = 1; ; attempt++) {
    const proof = await verifyTrail(await open(), options);
    const isUnsettled =
      proof.findings.length > 0 && proof.findings.every(({ kind }) => kind === 'erased_unrecorded');
    if (!isUnsettled || attempt === ATTEMPTS) return proof;
    await settle();
  }
}
