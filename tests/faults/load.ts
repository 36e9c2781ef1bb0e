import { setTimeout as pause } from 'node:timers/promises';
import { type APIRequestContext, request as requests } from '@playwright/test';
import { signInUnseen } from '../e2e/support/sign-in';
import { customersByHand } from '../support/bank';
import { launchBrowser } from '../support/browser';
import type { Desk } from '../support/desk';

/** New verifications a second, of both nodes together. */
const RATE = Number(process.env.FAULTS_RATE ?? 3);
/** How many there are before anything breaks. */
const OPEN = Number(process.env.FAULTS_OPEN ?? 40);

const names = ['Ines Moreau', 'Amara Diallo', 'Oskar Lind', 'Tom Adeyemi'] as const;

interface Node {
  readonly url: string;
  readonly request: APIRequestContext;
}

/** What the desk said to a click. */
interface Click {
  readonly node: string;
  readonly at: number;
  readonly ms: number;
  readonly isDone: boolean;
  readonly said: string;
}

/** Whether a node said that work can be taken. */
interface Readiness {
  readonly node: string;
  readonly at: number;
  readonly isReady: boolean;
}

interface PhoneRequest {
  readonly requestId: string;
  readonly bindingMessage: string;
  readonly status: string;
}

export interface Load {
  readonly clicks: readonly Click[];
  readonly readiness: readonly Readiness[];
  /** Everything customers were asked on their phones, as the provider has it. */
  asked(): Promise<readonly (PhoneRequest & { readonly customer: string })[]>;
  /** Begins no more; whoever was asked answers. */
  end(): Promise<void>;
}

/**
 * Clicks on both nodes, and customers who answer within some seconds, most of them with Approve.
 *
 * @param others customers who are asked by somebody else
 */
export async function startLoad(
  desk: Desk,
  urls: readonly string[],
  used: { count: number },
  others: readonly string[],
): Promise<Load> {
  const agents = await Promise.all(names.map((name) => signedIn(desk, urls, name)));
  const nodes = agents[0] as Node[];
  const action = await verifyAction(desk, nodes[0] as Node);
  // The last of them are the people's.
  const customers = (
    await customersByHand(desk.sandboxUrl, desk.secrets.SANDBOX_DIRECTORY_TOKEN ?? '')
  ).slice(0, 340);
  const taken = [...others];
  const clicks: Click[] = [];
  const readiness: Readiness[] = [];
  const work = new Set<Promise<unknown>>();
  let isOver = false;
  const track = (promise: Promise<unknown>) => {
    work.add(promise);
    promise.finally(() => work.delete(promise)).catch(() => {});
  };

  const verify = async (node: Node) => {
    const turn = used.count++;
    const customer = customers[turn % customers.length] as (typeof customers)[number];
    // Whoever has verified somebody does not ask them again: each round is another's.
    const agent = agents[Math.floor(turn / customers.length) % agents.length] as Node[];
    const { request } = agent.find(({ url }) => url === node.url) as Node;
    taken.push(customer.id);
    const at = performance.now();
    const { isDone, said } = await click({ url: node.url, request }, action, customer.id);
    clicks.push({ node: node.url, at, ms: performance.now() - at, isDone, said });
    if (/may not have been stored/.test(said) || isDone)
      track(answer(desk.sandboxUrl, customer.id, () => isOver));
  };
  const watch = async (node: Node) => {
    while (!isOver) {
      const at = performance.now();
      const isReady = await node.request.get('/api/health/ready', { timeout: 1_000 }).then(
        (response) => response.ok(),
        () => false,
      );
      readiness.push({ node: node.url, at, isReady });
      await pause(250);
    }
  };
  const press = async () => {
    for (let turn = 0; !isOver; turn++) {
      track(verify(nodes[turn % nodes.length] as Node));
      await pause(1000 / RATE);
    }
  };
  for (let count = 0; count < OPEN; count += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, each) => verify(nodes[each % nodes.length] as Node)));
  }
  for (const node of nodes) track(watch(node));
  track(press());
  return {
    clicks,
    readiness,
    async asked() {
      const all: (PhoneRequest & { customer: string })[] = [];
      const everybody = [...new Set(taken)];
      for (let from = 0; from < everybody.length; from += 20) {
        const part = everybody.slice(from, from + 20).map(async (customer) => {
          const found = await phone(desk.sandboxUrl, customer).then((each) => each.requests());
          all.push(...found.map((each) => ({ ...each, customer })));
        });
        await Promise.all(part);
      }
      return all;
    },
    async end() {
      isOver = true;
      await Promise.allSettled([...work]);
      await Promise.all(agents.flat().map(({ request }) => request.dispose()));
    },
  };
}

async function signedIn(desk: Desk, urls: readonly string[], name: (typeof names)[number]): Promise<Node[]> {
  const first = await requests.newContext({ baseURL: desk.url });
  await signInUnseen(first, desk.url, name);
  const storageState = await first.storageState();
  await first.dispose();
  return Promise.all(
    urls.map(async (url) => ({ url, request: await requests.newContext({ baseURL: url, storageState }) })),
  );
}

/** The id of the action behind *Verify identity*, as a browser sends it. */
async function verifyAction(desk: Desk, node: Node): Promise<string> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      baseURL: node.url,
      storageState: await node.request.storageState(),
    });
    const page = await context.newPage();
    const [anybody] = (
      await customersByHand(desk.sandboxUrl, desk.secrets.SANDBOX_DIRECTORY_TOKEN ?? '')
    ).slice(-1);
    await page.goto(`/customers/${anybody?.id}`);
    const sent = page.waitForRequest((request) => request.headers()['next-action'] !== undefined);
    await page.getByRole('button', { name: 'Verify identity' }).click();
    const id = (await sent).headers()['next-action'];
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled').first().waitFor();
    return id ?? '';
  } finally {
    await browser.close();
  }
}

async function click({ url, request }: Node, action: string, customer: string) {
  try {
    const answer = await request.post(`/customers/${customer}`, {
      headers: {
        'next-action': action,
        origin: url,
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
      },
      data: JSON.stringify([customer]),
      timeout: 30_000,
    });
    const text = await answer.text();
    const message = /"message":"([^"]*)"/.exec(text)?.[1];
    return { isDone: text.includes('"ok":true'), said: message ?? `HTTP ${answer.status()}` };
  } catch (error) {
    return { isDone: false, said: String(error).split('\n')[0] ?? '' };
  }
}

/** Looks at the phone until it asks, thinks a while, and answers. */
async function answer(sandboxUrl: string, customer: string, isOver: () => boolean): Promise<void> {
  const each = await phone(sandboxUrl, customer);
  for (let looked = 0; looked < 60; looked++) {
    const pending = (await each.requests()).find(({ status }) => status === 'pending');
    if (pending) {
      if (!isOver()) await pause(2_000 + Math.random() * 13_000);
      await each.respond(pending.requestId, Math.random() < 0.85);
      return;
    }
    await pause(500);
  }
}

async function phone(sandboxUrl: string, customer: string) {
  const call = async (path: string, body?: object, token?: string) => {
    const response = await fetch(`${sandboxUrl}/phone/api/${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    return response.json();
  };
  const { token } = (await call('sign-in', { customer })) as { token: string };
  return {
    requests: async () =>
      ((await call('requests', undefined, token)) as { requests: PhoneRequest[] }).requests,
    respond: (requestId: string, approved: boolean) => call('respond', { requestId, approved }, token),
  };
}
