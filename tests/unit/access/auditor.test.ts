import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NextRequest } from 'next/server';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import type { Result } from '@/lib/web/view';
import { ann, approved, maria, pending, staff, tokens } from '../../support/samples';
import { transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from '../transfers/desk';

const session = vi.hoisted((): { actor: StaffActor | undefined } => ({ actor: undefined }));
const wired = vi.hoisted((): { deps: object } => ({ deps: {} }));
vi.mock('@/lib/web/session', () => ({ currentActor: async () => session.actor }));
vi.mock('next/headers', () => ({ headers: async () => new Headers() }));
vi.mock('@/lib/server', () => ({ server: async () => wired.deps }));

const nora = staff('staff-nora', ['auditor']);
const app = fileURLToPath(new URL('../../../app', import.meta.url));
const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const sourceOf = (file: string) => readFileSync(path.join(app, file), 'utf8');

type Action = (...sent: readonly string[]) => Promise<Result<unknown>>;

async function allActions(): Promise<[name: string, action: Action][]> {
  const modules = files.filter((file) => sourceOf(file).startsWith("'use server'"));
  const loaded = await Promise.all(
    // Such a file exports actions and nothing else: Next.js refuses to build another one.
    modules.map((file) => import(/* @vite-ignore */ path.join(app, file)) as Promise<Record<string, Action>>),
  );
  return loaded.flatMap((module) => Object.entries(module));
}
const actions = await allActions();

/** What is recorded of tries that were refused. */
const refusals = new Set<string>(['transfer.attempt_refused', 'security.refused']);

/** What reads or proves and changes nothing, so that auditors may do it too. */
const reading: readonly string[] = [];

let at: TransferDesk;
let ids: readonly string[];
let standing: () => string;

beforeEach(() => {
  session.actor = nora;
  at = transferDesk();
  wired.deps = at.deps;
  const transfers = (
    ['draft', 'awaiting_second_person', 'awaiting_customer', 'authorized', 'denied'] as const
  ).map((status) => at.transfers.put(transferAt(status)));
  transfers.push(at.transfers.put(transferAt('needs_reconciliation', { attemptAt: null })));
  const verifications = [
    at.store.put(pending()),
    at.store.put(approved({ customerId: 'C-2', viewedAt: at.clock.now() }), { tokens: tokens() }),
  ];
  ids = [maria.id, ...transfers.map(({ id }) => id), ...verifications.map(({ id }) => id)];
  standing = () =>
    JSON.stringify([
      transfers.map(({ id }) => at.transfers.get(id)),
      verifications.map(({ id }) => [at.store.get(id), at.store.secrets(id)]),
      at.ciba.requests,
    ]);
});

test('the actions of this desk are found', () => {
  expect(actions.map(([name]) => name)).toEqual(
    expect.arrayContaining(['requestVerification', 'endCall', 'submitTransfer', 'agreeToTransfer']),
  );
});

describe('an auditor', () => {
  const acting = actions.filter(([name]) => !reading.includes(name));

  test.each(acting)('is refused to %s, whatever it is about', async (_name, action) => {
    const before = standing();
    const codes = new Set<string>();
    for (const id of ids) {
      const result = await action(id, '1', '');
      codes.add(result.ok ? 'done' : result.problem.code);
    }
    // A verification of somebody else's looks the same as a word that is no id of one.
    expect([...codes].filter((code) => code !== 'not_found')).toEqual(['forbidden']);
    expect(standing(), 'nothing has changed').toBe(before);
    const recorded = new Set(at.store.audit.map(({ action: what }) => what));
    expect([...recorded].filter((what) => !refusals.has(what))).toEqual([]);
    expect(recorded.size, 'the tries are recorded').toBeGreaterThan(0);
  });

  const draft = { customerId: maria.id, id: null, version: null, form: emptyDraft() };
  test.each<[method: 'GET' | 'PUT', file: string, address: string, body?: object]>([
    ['PUT', 'api/transfers/draft', '/api/transfers/draft', draft],
    ['GET', 'api/transfers/draft', `/api/transfers/draft?customer=${maria.id}`],
    ['GET', 'api/transfers/accounts', `/api/transfers/accounts?customer=${maria.id}`],
    ['GET', 'api/verifications/[id]/sensitive-data', '/api/verifications/:id/sensitive-data'],
  ])('is refused to %s %s', async (method, file, address, body) => {
    const before = standing();
    const verification = at.store.put(approved(), { tokens: tokens() });
    const text = body && JSON.stringify(body);
    const request = new NextRequest(`http://desk.example${address.replace(':id', verification.id)}`, {
      method,
      ...(text
        ? {
            body: text,
            headers: { 'content-type': 'application/json', 'content-length': String(text.length) },
          }
        : {}),
    });
    const module: Record<
      string,
      (request: NextRequest, context: { params: Promise<object> }) => Promise<Response>
    > = await import(/* @vite-ignore */ path.join(app, file, 'route.ts'));
    const answer = await module[method]?.(request, { params: Promise.resolve({ id: verification.id }) });
    expect(answer?.status).toBe(403);
    expect(standing()).toBe(before);
  });

  test('has no other way to change anything', () => {
    const routes = files.filter((file) => path.basename(file) === 'route.ts');
    const changing = routes.filter((file) => /\b(?:POST|PUT|PATCH|DELETE)\b/.test(sourceOf(file)));
    expect(changing.map((file) => path.dirname(file)).toSorted()).toEqual([
      'api/auth/[...nextauth]', // signing in
      'api/ciba/notify', // the OP's, with a token of its own
      'api/history/proofs', // proving is an auditor's own work, and changes nothing that it proves
      'api/security-events', // of whoever may sign them
      'api/session/used', // of their own session
      'api/sign-out',
      'api/staff/logout', // the staff IdP's, with a token it signed
      'api/transfers/draft', // refused above
    ]);
  });
});

test('what is refused to an auditor is done for whose work it is', async () => {
  session.actor = ann;
  const mine = Object.fromEntries(actions);
  expect(await mine.cancelVerification?.(ids.at(-2) ?? '')).toMatchObject({
    ok: true,
    value: { status: 'cancelled' },
  });
  expect(await mine.requestVerification?.(maria.id, ids.at(-2) ?? '', '', ' CALL-7 ')).toMatchObject({
    ok: true,
    value: { verification: { status: 'requested' } },
  });
});

function emptyDraft() {
  const fields = [
    'sourceAccount',
    'payeeName',
    'payeeAccount',
    'payeeBank',
    'amount',
    'currency',
    'reference',
  ];
  return Object.fromEntries(fields.map((field) => [field, '']));
}
