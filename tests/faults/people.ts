import { type Browser, type BrowserContext, expect } from '@playwright/test';
import { openCustomer, partsOf, verify } from '../e2e/support/customer-page';
import { takeable } from '../e2e/support/people';
import { Phone } from '../e2e/support/phone';
import { signInUnseen } from '../e2e/support/sign-in';
import { request, transferOn } from '../e2e/support/transfer-page';
import { launchBrowser } from '../support/browser';
import type { Desk } from '../support/desk';

/** Everything is back on a page this long after the database is. */
const BACK_MS = 30_000;

/** An agent and a teller whose customers answer in the middle of it. */
export interface People {
  /** Whom they ask. */
  readonly customers: readonly string[];
  /** Both ask. */
  ask(): Promise<void>;
  /** Both customers approve. */
  approve(): Promise<void>;
  /** What is wrong with the pages by the time all is well again; nothing, as it should be. */
  wrong(): Promise<string[]>;
  close(): Promise<void>;
}

let taken = 0;

export async function openPeople(desk: Desk): Promise<People> {
  const browser: Browser = await launchBrowser();
  const [called, paying] = [takeable.at(-1 - taken), takeable.at(-2 - taken)];
  taken += 2;
  if (!called || !paying) throw new Error('All customers have been taken.');
  const open = async (person: Parameters<typeof signInUnseen>[2]) => {
    const context: BrowserContext = await browser.newContext({ baseURL: desk.url });
    const page = await context.newPage();
    await signInUnseen(context.request, desk.url, person);
    return page;
  };
  const agent = await open('Alex Novak');
  const teller = await open('Priya Nair');
  return {
    customers: [called.number, paying.number],
    async ask() {
      await openCustomer(agent, called);
      await verify(agent);
      await request(teller, paying);
    },
    async approve() {
      for (const { number } of [called, paying]) {
        const phone = await Phone.of(number, desk.sandboxUrl);
        await phone.answer('Approve');
      }
    },
    async wrong() {
      const wrong: string[] = [];
      const look = async (what: string, see: () => Promise<void>) =>
        see().catch((error: Error) => void wrong.push(`${what}: ${error.message.split('\n')[0]}`));
      const patience = { timeout: BACK_MS };
      await look('the agent does not see the data', async () =>
        expect(partsOf(agent).data).toContainText(called.email, patience),
      );
      await look('the transfer is not executed', async () =>
        expect(transferOn(teller).status).toHaveText('Executed', patience),
      );
      await look('the agent’s page is not alive', async () =>
        expect(agent.getByText('Reconnecting.')).toHaveCount(0, patience),
      );
      return wrong;
    },
    close: () => browser.close(),
  };
}
