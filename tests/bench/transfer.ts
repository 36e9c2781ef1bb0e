import { setTimeout as sleep } from 'node:timers/promises';
import { authorizationDetail } from '@/lib/transfers/linking';
import { newTransferId, type Order } from '@/lib/transfers/transfer';
import { purposes } from '@/lib/verification/purposes';
import { phoneOf } from '../support/bank';
import type { Desk } from '../support/desk';
import { tom } from '../support/samples';
import { partsFor } from '../support/transfer-bank';
import { bankDirectory, byHand, openedAccount } from '../support/transfer-customers';
import { enter, openTransferDesk, settled, type TransferDesk } from '../support/transfer-desk';
import { naiveVerification } from './naive-loop';
import { mean, percentile, printTable } from './table';

const ROUNDS = 24;
const AT_ONCE = 4;
/** Customers do not answer in step with anybody's polls. */
const LONGEST_THINKING_MS = 6000;

/** The bank as programs reach it. */
type Bank = Pick<Desk, 'sandboxUrl' | 'secrets'>;

/**
 * From the customer's tap on *Approve* to the executed transfer, on a desk without its screens against a client that
 * sleeps five seconds between two polls and then calls the bank. Both wait for different customers at the same time.
 */
export async function benchTransfer(bank: Bank): Promise<void> {
  const clientSecret = bank.secrets.CIBA_CLIENT_SECRET ?? '';
  const parts = await partsFor({ url: bank.sandboxUrl, clientSecret });
  const desk = openTransferDesk(parts);
  // From the end: the other measurements begin at the beginning.
  const pairs = Array.from({ length: ROUNDS }, (_, round) => byHand.slice(-2 * round - 2).slice(0, 2));
  const desks: number[] = [];
  const loops: number[] = [];
  const worker = async () => {
    for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
      const [ours, theirs] = pair;
      if (!ours || !theirs) throw new Error('too few customers');
      const thinking = Math.random() * LONGEST_THINKING_MS;
      const [desked, looped] = await Promise.all([
        throughTheDesk(bank, desk, ours, thinking),
        throughTheLoop(bank, theirs, thinking),
      ]);
      desks.push(desked);
      loops.push(looped);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await desk.stop();
  await parts.database.close();

  const row = (name: string, samples: number[]) => [
    name,
    ...[mean(samples), percentile(samples, 0.5), percentile(samples, 0.95)].map(
      (ms) => `${Math.round(ms)} ms`,
    ),
    `${(mean(samples) / mean(loops)).toFixed(2)}`,
  ];
  printTable(
    `Tap on Approve → executed transfer (${ROUNDS} transfers, sandbox interval 2 s)`,
    ['', 'mean', 'p50', 'p95', 'ratio'],
    [row('Countersign, without screens', desks), row('plain loop, sleeps 5 s', loops)],
  );
}

async function throughTheDesk(
  bank: Bank,
  desk: TransferDesk,
  customer: string,
  thinking: number,
): Promise<number> {
  const { id } = await enter(desk, tom, customer, {
    sourceAccount: openedAccount(customer).iban,
    payeeName: 'Lena Vogt',
    payeeAccount: 'DE89370400440532013000',
    amount: '1.00',
    currency: 'EUR',
  });
  const executed = settled(desk, id).then(({ status, reason }) => {
    if (status !== 'executed') throw new Error(`the desk: ${status} ${reason}`);
    return Date.now();
  });
  const tapped = await tap(bank, customer, thinking);
  return (await executed) - tapped;
}

async function throughTheLoop(bank: Bank, customer: string, thinking: number): Promise<number> {
  const subject = (await bankDirectory.get(customer))?.subject ?? '';
  const order: Order = {
    sourceAccount: openedAccount(customer).iban,
    payeeName: 'Lena Vogt',
    payeeAccount: { scheme: 'iban', iban: 'DE89370400440532013000' },
    amount: { currency: 'EUR', minor: 100 },
    reference: '',
  };
  const id = newTransferId();
  const detail = authorizationDetail({ id, customerId: customer, edition: 1, order });
  const client = {
    issuer: `${bank.sandboxUrl}/op`,
    clientId: 'countersign',
    clientSecret: bank.secrets.CIBA_CLIENT_SECRET ?? '',
  };
  const { tokens } = await naiveVerification(client, subject, {
    scope: purposes.wire_transfer.scope,
    authorization_details: JSON.stringify([detail]),
  });
  const executed = tokens.then(async ({ accessToken }) => {
    const { status } = await fetch(`${bank.sandboxUrl}/api/transfers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': `${id}.1`,
      },
      body: JSON.stringify(detail),
    });
    if (status !== 201) throw new Error(`the plain loop: HTTP ${status}`);
    return Date.now();
  });
  const tapped = await tap(bank, customer, thinking);
  return (await executed) - tapped;
}

async function tap({ sandboxUrl }: Bank, customer: string, thinking: number): Promise<number> {
  const phone = await phoneOf(sandboxUrl, customer);
  await sleep(thinking);
  const tapped = Date.now();
  await phone.answer(true);
  return tapped;
}
