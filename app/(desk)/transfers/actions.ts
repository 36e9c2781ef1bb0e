'use server';

import type { StaffActor } from '@/lib/actor';
import { AppError } from '@/lib/errors';
import type { Server } from '@/lib/server';
import { askCustomer as ask, cancelAsking as cancelRequest } from '@/lib/transfers/ask-customer';
import { getTransfer } from '@/lib/transfers/get';
import {
  agreeToTransfer as agree,
  reconcileTransfer as reconcile,
  refuseTransfer as refuse,
} from '@/lib/transfers/second-person';
import { startAgain as again } from '@/lib/transfers/start-again';
import { submitTransfer as submit } from '@/lib/transfers/submit';
import type { TransferView } from '@/lib/transfers/view';
import { cancelTransfer as cancel, reopenTransfer as reopen } from '@/lib/transfers/withdraw';
import { readCallReference } from '@/lib/verification/call-reference/read';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/transfers/refusals';

/**
 * @param version of the draft that was read to the customer
 * @param callReference the contact centre's word for the call, kept with the request to the customer
 */
export async function submitTransfer(
  transferId: string,
  version: string,
  callReference?: string,
): Promise<Result<TransferView>> {
  return act([transferId, version], (deps, actor, id, said) =>
    then(deps, actor, id, submit(deps, actor, id, Number(said), readCallReference(callReference))),
  );
}

/**
 * @param userCode told by the customer, where the bank wants one; sent on and kept nowhere
 * @param callReference the contact centre's word for the call, kept with the request
 */
export async function askCustomer(
  transferId: string,
  userCode?: string,
  callReference?: string,
): Promise<Result<TransferView>> {
  return act([transferId, userCode], (deps, actor, id, code) => {
    const said = { userCode: code, callReference: readCallReference(callReference) };
    return then(deps, actor, id, ask(deps, actor, id, said));
  });
}

/** The request to the customer is given up, not the transfer. */
export async function cancelAsking(transferId: string): Promise<Result<TransferView>> {
  return act([transferId], (deps, actor, id) => then(deps, actor, id, cancelRequest(deps, actor, id)));
}

/** @param hash of the order on the screen */
export async function agreeToTransfer(transferId: string, hash: string): Promise<Result<TransferView>> {
  return act([transferId, hash], (deps, actor, id, said) =>
    then(deps, actor, id, agree(deps, actor, id, said ?? '')),
  );
}

export async function refuseTransfer(transferId: string): Promise<Result<TransferView>> {
  return act([transferId], (deps, actor, id) => then(deps, actor, id, refuse(deps, actor, id)));
}

export async function cancelTransfer(transferId: string): Promise<Result<TransferView>> {
  return act([transferId], (deps, actor, id) => then(deps, actor, id, cancel(deps, actor, id)));
}

/** A draft again; whoever agreed agreed to something else. */
export async function reopenTransfer(transferId: string): Promise<Result<TransferView>> {
  return act([transferId], (deps, actor, id) => then(deps, actor, id, reopen(deps, actor, id)));
}

/** A new draft with the same details. */
export async function startAgain(transferId: string): Promise<Result<TransferView>> {
  return act([transferId], async (deps, actor, id) => (await again(deps, actor, id)).transfer);
}

/** @param bankReference the bank's number for it; empty: it was not executed */
export async function reconcileTransfer(
  transferId: string,
  bankReference: string,
): Promise<Result<TransferView>> {
  return act([transferId, bankReference], (deps, actor, id, said) => {
    // Left out is not empty: this must not be said by mistake.
    if (said === undefined) throw new AppError('invalid_input', say.notUnderstood);
    return then(deps, actor, id, reconcile(deps, actor, id, said || null));
  });
}

/** The transfer as it is after something happened to it. */
async function then(
  deps: Server,
  actor: StaffActor,
  id: string,
  done: Promise<unknown>,
): Promise<TransferView> {
  await done;
  return getTransfer(deps, actor, id);
}
