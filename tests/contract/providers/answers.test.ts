import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profiles } from '@/lib/ciba/profiles/all';
import { type Line, type LineOptions, openLine } from '../../support/line';
import { providers } from '../../support/providers/all';
import { lab } from '../../support/providers/lab';
import type { ClientAuth, Delivery, ProviderDouble } from '../../support/providers/provider-double';
import { bob } from '../../support/samples';

for (const kind of [...providers, lab]) {
  describe.concurrent(kind === lab ? 'an OP with everything' : kind.name, () => {
    const profile = profiles[kind.name];
    if (!profile) throw new Error(`there is no profile ${kind.name}`);
    const auth: ClientAuth = 'client_secret_basic';
    let op: ProviderDouble;
    beforeAll(async () => {
      op = await kind.start({ interval: 0.5 });
    });
    // Tests that run at once share one list of what is to be closed after them all.
    const toClose: { close(): Promise<void> }[] = [];
    afterAll(async () => {
      await Promise.all(toClose.map((one) => one.close()));
      await op.close();
    });

    const open = async (
      options: LineOptions = {},
      delivery: Delivery = 'poll',
      method = auth,
    ): Promise<Line> => {
      const line = await openLine(op, method, delivery, options);
      toClose.push(line);
      return line;
    };
    const idOf = (line: Line, v: { id: Parameters<Line['store']['secrets']>[0] }) =>
      line.store.secrets(v.id).authReqId;

    for (const delivery of kind.deliveries.filter((one) => profile.deliveries.includes(one))) {
      test(`denies by ${delivery}`, async () => {
        const line = await open({}, delivery);
        const v = await line.ask();
        await op.deny(idOf(line, v));
        expect(await line.after(v, 'pending')).toMatchObject({ status: 'denied', reason: 'denied' });
        expect(line.store.secrets(v.id)).toEqual({});
      });
    }

    test('whose customer never answers expires, by our own clock if need be', async () => {
      const line = await open({ requestedExpiry: 2 });
      const v = await line.ask();
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'expired', reason: 'expired' });
    });

    test('is not asked again and again about an end it has told', async () => {
      const line = await open({ requestedExpiry: 60 });
      const v = await line.ask();
      const id = idOf(line, v);
      await op.deny(id);
      await line.after(v, 'pending');
      await new Promise((resolve) => setTimeout(resolve, 700)); // more than an interval
      const polls = op.requests.filter(
        ({ body }) => body.has('grant_type') && body.get('auth_req_id') === id,
      );
      expect(polls).toHaveLength(1);
    });

    test('that does not know the customer is understood', async () => {
      const stranger = { sub: 'nobody', username: 'nobody', email: 'no@body.example', phone: '+10000000000' };
      const line = await open({ customer: stranger });
      expect(await line.ask()).toMatchObject({ status: 'failed', reason: 'unknown_user' });
    });

    test('that does not know our secret is understood', async () => {
      const line = await open({ settings: { clientAuth: { method: auth, secret: 'not-the-secret' } } });
      const v = await line.ask();
      expect(v.status).toBe('failed');
      expect(['client_refused', 'setup_wrong']).toContain(v.reason);
      expect(v.detail).toMatch(/client|HTTP 401|invalid_request/);
    });

    test('that is told another message than it takes says so', async () => {
      const all = { ...profile, bindingMessage: { maxLength: 1000, characters: ' -~' } };
      const line = await open({ settings: { profile: all } });
      const outcome = await line.ciba.initiate({
        scope: 'openid read:sensitive-data',
        hint: (await line.hint()) ?? { login_hint: '' },
        bindingMessage: kind.bindingMessages.bad,
        requestedExpiry: 60,
      });
      expect(outcome.kind).toBe('refused');
    });

    for (const form of profile.hints.filter((one) => kind.hints.includes(one))) {
      test(`finds the customer by ${form}`, async () => {
        const line = await open({ hint: form });
        if (form === 'id_token_hint') {
          const [customer] = op.customers;
          if (!customer) throw new Error('no customers');
          line.store.keepIdToken('C-100001', await op.idTokenHint(line.registration, customer));
        }
        const v = await line.ask();
        expect(v).toMatchObject({ status: 'pending' });
        const sent = op.requests.filter(({ path, body }) => path.includes('b') && body.has('scope')).at(-1);
        const hints = ['login_hint', 'login_hint_token', 'id_token_hint'].filter((name) =>
          sent?.body.has(name),
        );
        expect(hints).toHaveLength(1);
      });
    }

    test.runIf(profile.signedRequests)('takes a signed request with nothing beside it', async () => {
      const line = await open({ client: { signedRequests: 'required' } });
      const v = await line.ask();
      expect(v).toMatchObject({ status: 'pending' });
      await op.approve({}, idOf(line, v));
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved' });
    });

    test.runIf(profile.dpop && kind.dpop)('binds tokens to a key of ours', async () => {
      const line = await open({ settings: { dpop: true } });
      const v = await line.ask();
      await op.approve({}, idOf(line, v));
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved' });
      const { tokens } = line.store.secrets(v.id);
      if (!tokens) throw new Error('approved without tokens');
      const url = new URL(op.resourceUrl.plain);
      expect((await line.resources.request(tokens, 'GET', url)).status).toBe(200);
      const { dpopKey: _, ...stolen } = tokens;
      expect((await line.resources.request(stolen, 'GET', url)).status).toBe(401);
    });

    // oidc-provider is given its keys once and for all.
    test.skipIf(kind.name === 'standard' && kind !== lab)(
      'that changed its keys is believed with the new ones, without a restart',
      async () => {
        const own = await kind.start({ interval: 0.5 });
        const line = await openLine(own, auth, 'poll');
        toClose.push(line, own);
        const first = await line.ask();
        await own.approve({}, idOf(line, first));
        expect(await line.after(first, 'pending')).toMatchObject({ status: 'approved' });
        await own.rotateKeys();
        const second = await line.ask({}, bob);
        await own.approve({}, idOf(line, second));
        expect(await line.after(second, 'pending')).toMatchObject({ status: 'approved' });
      },
    );

    test('that is away for a while loses nothing', async () => {
      const own = await kind.start({ interval: 0.5 });
      const line = await openLine(own, auth, 'poll');
      toClose.push(line, own);
      const v = await line.ask();
      own.fail('token', 'hang up', 1);
      own.fail('token', { status: 503, headers: { 'retry-after': '1' } }, 1);
      await own.approve({}, idOf(line, v));
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved' });
    });
  });
}
