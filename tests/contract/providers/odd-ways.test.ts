import { afterEach, expect, test } from 'vitest';
import { profiles } from '@/lib/ciba/profiles/all';
import { accepts } from '@/lib/verification/binding-message';
import { type Line, type LineOptions, openLine } from '../../support/line';
import { duende } from '../../support/providers/duende';
import type { ClientAuth, ProviderDouble, ProviderKind } from '../../support/providers/provider-double';
import { simpleidserver } from '../../support/providers/simpleidserver';

// What one of them wants that no other does, and what came of it.

const toClose: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(toClose.splice(0).map((one) => one.close())));

async function open(
  kind: ProviderKind,
  options: LineOptions = {},
  auth: ClientAuth = 'client_secret_basic',
): Promise<{ op: ProviderDouble; line: Line }> {
  const op = await kind.start({ interval: 0.5 });
  const line = await openLine(op, auth, 'poll', options);
  toClose.push(line, op);
  return { op, line };
}

const payment = [{ type: 'payment_initiation', instructedAmount: { currency: 'EUR', amount: '12.50' } }];

/** Asks for exactly this to be approved, approves, and tells what the client makes of it. */
async function approved(
  { op, line }: Awaited<ReturnType<typeof open>>,
  change: Parameters<ProviderDouble['approve']>[0] = {},
) {
  const asked = await line.ciba.initiate({
    scope: 'openid read:sensitive-data',
    hint: (await line.hint()) ?? { login_hint: '' },
    bindingMessage: 'Say 4711 to us',
    requestedExpiry: 60,
    authorizationDetails: payment,
  });
  if (asked.kind !== 'acknowledged') throw new Error(asked.detail);
  await op.approve(change, asked.authReqId);
  await new Promise((resolve) => setTimeout(resolve, 600)); // more than an interval
  return line.ciba.pollOnce(asked.authReqId, {
    subject: op.customers[0]?.sub ?? '',
    requestedAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
    requiredScope: 'openid',
    authorizationDetails: payment,
  });
}

test('SimpleIdServer reads Basic letter by letter, and at its revocation endpoint the body alone', async () => {
  const { op, line } = await open(simpleidserver);
  expect(line.registration.clientId).toMatch(/[-._]/);
  const v = await line.ask();
  expect(v).toMatchObject({ status: 'pending' });
  await op.approve({}, line.store.secrets(v.id).authReqId);
  await line.after(v, 'pending');
  const { tokens } = line.store.secrets(v.id);
  if (!tokens) throw new Error('approved without tokens');
  expect(await line.ciba.revoke(tokens)).toEqual({ kind: 'confirmed' });
  expect(op.revoked).toContain(tokens.accessToken);
});

test('SimpleIdServer says in its access token alone what was approved in detail', async () => {
  const at = await open(simpleidserver);
  expect(await approved(at)).toMatchObject({
    kind: 'approved',
    tokens: { authorizationDetails: payment },
  });
});

test.each([
  ['signed by nobody', (token: string) => `${token.slice(0, token.lastIndexOf('.'))}.AAAA`],
  ['opaque', () => 'an-opaque-token'],
])('an access token %s says nothing of it', async (_what, forged) => {
  const at = await open(simpleidserver);
  const mutateTokens = (tokens: Record<string, unknown>) => ({
    ...tokens,
    access_token: forged(String(tokens.access_token)),
  });
  const mutateIdToken = ({ at_hash: _, ...claims }: Record<string, unknown>) => claims;
  expect(await approved(at, { mutateTokens, mutateIdToken })).toMatchObject({
    kind: 'rejected',
    reason: 'setup_wrong',
  });
});

test('the resource is named where the token is asked for as well, without which Duende gives none for it', async () => {
  const resource = 'https://api.bank.example/';
  const { op, line } = await open(duende, { settings: { standing: { resource } } });
  const v = await line.ask();
  await op.approve({}, line.store.secrets(v.id).authReqId);
  await line.after(v, 'pending');
  const asked = op.requests.filter(({ body }) => body.has('resource'));
  expect(asked.map(({ body }) => body.get('grant_type'))).toEqual([
    null,
    'urn:openid:params:grant-type:ciba',
  ]);
});

test('Duende takes any letters in a message, up to a hundred', async () => {
  const { bindingMessage: rule } = profiles.duende ?? {};
  if (!rule) throw new Error('there is no such profile');
  for (const message of ['Плати 12,50 € на Олена Ковальчук', '支付给 王芳 4711', 'x'.repeat(100)])
    expect(accepts(rule, message), message).toBe(true);
  for (const message of ['x'.repeat(101), 'two\nlines', 'bell\x07', ''])
    expect(accepts(rule, message), message).toBe(false);
});
