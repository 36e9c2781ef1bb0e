import { poller as pollerActor } from '@/lib/actor';
import type { AuditEntry } from '@/lib/audit/entry';
import { Refusals } from '@/lib/audit/refusals';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import type { Customer } from '@/lib/customers/directory';
import { Executor, type ExecutorDeps } from '@/lib/transfers/executor';
import { authorizationDetail } from '@/lib/transfers/linking';
import { defaultPolicy, type PolicyRules } from '@/lib/transfers/policy';
import { isFrozen, type Transfer, type TransferId } from '@/lib/transfers/transfer';
import { apply } from '@/lib/verification/apply';
import { SharedReads } from '@/lib/verification/shared-reads';
import type { VerificationEvent } from '@/lib/verification/state';
import type { Secrets } from '@/lib/verification/store';
import { isOpen, type Verification } from '@/lib/verification/verification';
import { freeSearches } from '../../support/free-searches';
import { noLimits } from '../../support/guard-limits';
import { MemoryTransferStore } from '../../support/memory-transfers';
import { Network } from '../../support/network';
import { approved, maria, tokens } from '../../support/samples';
import { MemoryBank } from './bank';

/** One node that carries transfers, without a poller: the customer answers when a test says so. */
export function transferDesk(policy: PolicyRules = defaultPolicy, ...customers: readonly Customer[]) {
  const net = new Network();
  net.ciba.bindingMessage = sandbox.bindingMessage;
  const node = net.node();
  const transfers = new MemoryTransferStore(net.store);
  const bank = new MemoryBank();
  const known = [maria, ...customers];
  const audit = { append: async (entry: AuditEntry) => void net.store.audit.push(entry) };
  const deps = {
    transfers,
    verifications: net.store,
    alarms: net.store.alarms,
    notifications: net.hub,
    reads: new SharedReads(),
    directory: {
      get: async (id: string) => known.find((customer) => customer.id === id),
      search: async () => ({ customers: known, more: false }),
    },
    audit,
    refusals: new Refusals({ audit, clock: net.clock, log: node.log.log }),
    env: { TRUSTED_PROXIES: 0 },
    searches: freeSearches(),
    ciba: net.ciba,
    poller: node.poller,
    transferApi: bank,
    clock: net.clock,
    log: node.log.log,
    policy,
    requests: { limits: noLimits, asksUserCode: false },
  };

  /** The customer answers the open request about this transfer. */
  async function customerAnswers(
    id: TransferId,
    event: VerificationEvent,
    secrets?: Secrets,
  ): Promise<Verification | undefined> {
    const verification = await net.store.findOfTransfer(id);
    if (!verification || !isOpen(verification)) throw new Error('the customer is not being asked');
    return apply(deps, verification.id, event, pollerActor, secrets);
  }

  return {
    deps,
    net,
    node,
    transfers,
    bank,
    store: net.store,
    ciba: net.ciba,
    clock: net.clock,
    log: node.log,
    customerAnswers,
    customerApproves: (id: TransferId, name = 'maria', grantExpiresIn = 600) =>
      customerAnswers(
        id,
        { type: 'approved', grantExpiresIn },
        {
          tokens: { ...tokens(name), authorizationDetails: detailsOf(transfers.get(id)) },
        },
      ),
    /** Puts a transfer there, with what allows it. */
    standing(t: Transfer, verification: Verification | null = approvalOf(t), held = tokens()): Transfer {
      transfers.put(t);
      if (verification) net.store.put(verification, { tokens: held });
      return t;
    },
    executor: (change: Partial<ExecutorDeps> = {}) => {
      const executor = new Executor({ ...deps, ...change });
      executor.start();
      return executor;
    },
  };
}

export type TransferDesk = ReturnType<typeof transferDesk>;

/** What an OP tells of a transfer that was approved as it stands. */
export function detailsOf(transfer: Transfer) {
  return isFrozen(transfer) ? [authorizationDetail(transfer)] : [];
}

/** What the customer’s approval of this transfer looks like; tells of it in detail only where the OP does. */
export function approvalOf(t: Transfer, change: Partial<Verification> = {}, inDetail = false): Verification {
  return approved({
    purpose: 'wire_transfer',
    transferId: t.id,
    transferHash: t.hash,
    authorizationDetails: inDetail ? detailsOf(t) : null,
    ...change,
  });
}
