import type { Customer, CustomerDirectory } from '@/lib/customers/directory';
import type { RequestSettings } from '@/lib/verification/request';
import { SharedReads } from '@/lib/verification/shared-reads';
import { noLimits } from '../../support/guard-limits';
import { Network } from '../../support/network';
import { maria } from '../../support/samples';

/** A directory of these customers, which answers as SQL does: text it cannot take is a fault. */
function directoryOf(...customers: readonly Customer[]): CustomerDirectory {
  return {
    async get(id) {
      if (id.includes('\0')) throw new Error('invalid byte sequence for encoding "UTF8": 0x00');
      return customers.find((customer) => customer.id === id);
    },
    search: async () => ({ customers: [...customers], more: false }),
  };
}

/** One node with everything its verbs need. */
export function desk(...customers: readonly Customer[]) {
  const net = new Network();
  const node = net.node();
  net.ciba.hint = ({ username }) => ({ login_hint: username });
  const requests: RequestSettings = {
    limits: { ...noLimits, perCustomer: { count: 3, seconds: 600 } },
    asksUserCode: false,
  };
  const deps = {
    verifications: node.verifications,
    alarms: net.store.alarms,
    notifications: net.hub,
    reads: new SharedReads(),
    directory: directoryOf(maria, ...customers),
    ciba: net.ciba,
    poller: node.poller,
    clock: net.clock,
    log: node.log.log,
    requests,
  };
  return { net, node, deps, store: net.store, ciba: net.ciba, clock: net.clock, log: node.log };
}

export type Desk = ReturnType<typeof desk>;
