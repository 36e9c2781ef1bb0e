import type { BrowserContext } from '@playwright/test';
import { type BankCustomer, customersByHand, phoneOf } from '../support/bank';
import type { Desk } from '../support/desk';
import { naiveVerification } from './naive-loop';
import { mean, percentile, printTable } from './table';

const ROUNDS = 24;
const AT_ONCE = 4;
/** Customers do not answer in step with anybody's polls. */
const LONGEST_THINKING_MS = 6000;

/**
 * From the customer's tap on *Approve* to the changed page in a real browser, against the moment a plain
 * five-second loop would have its tokens (without any page). Both wait for different customers at the same time.
 */
export async function benchApproval(desk: Desk, context: BrowserContext): Promise<void> {
  const token = desk.secrets.SANDBOX_DIRECTORY_TOKEN ?? '';
  const customers = await customersByHand(desk.sandboxUrl, token);
  const pairs = Array.from({ length: ROUNDS }, (_, round) => customers.slice(round * 2, round * 2 + 2));
  const desks: number[] = [];
  const loops: number[] = [];

  const worker = async () => {
    for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
      const [ours, theirs] = pair;
      if (!ours || !theirs) throw new Error('too few customers');
      const thinking = Math.random() * LONGEST_THINKING_MS;
      const [desked, looped] = await Promise.all([
        throughTheDesk(desk, context, ours, thinking),
        throughTheLoop(desk, theirs, thinking),
      ]);
      desks.push(desked);
      loops.push(looped);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const row = (name: string, samples: number[]) => [
    name,
    ...[mean(samples), percentile(samples, 0.5), percentile(samples, 0.95)].map(
      (ms) => `${Math.round(ms)} ms`,
    ),
    `${(mean(samples) / mean(loops)).toFixed(2)}`,
  ];
  printTable(
    `Tap on Approve → changed page (${ROUNDS} verifications, sandbox interval 2 s)`,
    ['', 'mean', 'p50', 'p95', 'ratio'],
    [row('Countersign, in the browser', desks), row('plain loop, sleeps 5 s, no page', loops)],
  );
}

async function throughTheDesk(
  desk: Desk,
  context: BrowserContext,
  customer: BankCustomer,
  thinking: number,
): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${desk.url}/customers/${customer.id}`);
  await page.getByRole('button', { name: 'Verify identity' }).click();
  await page.getByRole('button', { name: 'Cancel request' }).waitFor();
  const changed = page.evaluate<number>(momentOfApproval);
  const tapped = await tap(desk, customer, thinking);
  const at = await changed;
  await page.close();
  return at - tapped;
}

/**
 * Stamps the moment in the page itself, without the way back to this process. A string, because the
 * compiler would add helpers that the page does not have.
 */
const momentOfApproval = `new Promise((resolve) => {
  const observer = new MutationObserver(look);
  function look() {
    const texts = [...document.querySelectorAll('[role=status]')].map((element) => element.textContent);
    if (!texts.some((text) => text.includes('Approved'))) return;
    observer.disconnect();
    resolve(Date.now());
  }
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
})`;

async function throughTheLoop(desk: Desk, customer: BankCustomer, thinking: number): Promise<number> {
  const client = {
    issuer: `${desk.sandboxUrl}/op`,
    clientId: 'countersign',
    clientSecret: desk.secrets.CIBA_CLIENT_SECRET ?? '',
  };
  const { tokens } = await naiveVerification(client, customer.subject);
  const tapped = await tap(desk, customer, thinking);
  return (await tokens).at - tapped;
}

async function tap(desk: Desk, customer: BankCustomer, thinking: number): Promise<number> {
  const phone = await phoneOf(desk.sandboxUrl, customer.id);
  await new Promise((resolve) => setTimeout(resolve, thinking));
  const tapped = Date.now();
  await phone.answer(true);
  return tapped;
}
