import * as openid from 'openid-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpDouble, startHttpDouble } from '../../support/http-double';
import { ada } from '../../support/providers/customers';
import { keycloak } from '../../support/providers/keycloak';
import { lab } from '../../support/providers/lab';
import type {
  ClientRegistration,
  Delivery,
  DoubleOptions,
  ProviderDouble,
  ProviderKind,
} from '../../support/providers/provider-double';
import { relyingParty } from '../../support/providers/relying-party';
import { simpleidserver } from '../../support/providers/simpleidserver';
import { standard } from '../../support/providers/standard';

const PATH = '/notify';
const notificationToken = 'x'.repeat(43);
let listener: HttpDouble;
let op: ProviderDouble;

beforeEach(async () => {
  listener = await startHttpDouble();
  listener.on[PATH] = (_request, response) => void response.writeHead(204).end();
});
afterEach(() => Promise.all([op.close(), listener.close()]));

describe('ping', () => {
  it.each([lab, standard, keycloak])(
    'the $name double posts the id, as bearer of our token',
    async (kind) => {
      const { id } = await asked(kind, 'ping');
      await op.approve();
      expect(listener.received).toMatchObject([
        {
          method: 'POST',
          headers: { authorization: `Bearer ${notificationToken}`, 'content-type': 'application/json' },
        },
      ]);
      expect(op.notifications).toMatchObject([{ body: { auth_req_id: id }, status: 204 }]);
    },
  );

  it('also tells of a denial, but SimpleIdServer’s does not, and it uses GET', async () => {
    await asked(keycloak, 'ping');
    await op.deny();
    expect(op.notifications).toHaveLength(1);
    await op.close();
    await asked(simpleidserver, 'ping');
    await op.deny();
    expect(op.notifications).toEqual([]);
    await asked(simpleidserver, 'ping');
    await op.approve();
    expect(op.notifications).toMatchObject([{ method: 'GET' }]);
  });

  it('can come before the acknowledgement, and twice', async () => {
    const answer = () => ({ outcome: 'approved' }) as const;
    await asked(lab, 'ping', { notifyEarly: true, notifyTimes: 2, answer });
    // The acknowledgement is here, so both pings were under way before it.
    expect(op.notifications.map(({ status }) => status)).toEqual([204, 204]);
  });

  it('follows no redirect', async () => {
    listener.on[PATH] = (_request, response) => void response.writeHead(307, { location: '/other' }).end();
    await asked(lab, 'ping');
    await op.approve();
    expect(op.notifications).toMatchObject([{ status: 307 }]);
    expect(listener.received).toHaveLength(1);
  });

  it.each([undefined, 'too-short', 'not a token, but as long as one', 'x'.repeat(1025)])(
    'is not agreed to with the notification token %s',
    async (token) => {
      op = await lab.start();
      const { rp } = await clientOf('ping');
      const parameters = {
        scope: 'openid',
        login_hint: ada.sub,
        ...(token ? { client_notification_token: token } : {}),
      };
      await expect(openid.initiateBackchannelAuthentication(rp, parameters)).rejects.toMatchObject({
        error: 'invalid_request',
      });
    },
  );
});

describe('push', () => {
  it('delivers tokens tied to the request, and leaves nothing to be fetched', async () => {
    const { id, rp } = await asked(lab, 'push', {}, 'openid offline_access');
    await op.approve();
    const body = op.notifications[0]?.body;
    expect(body).toMatchObject({ auth_req_id: id, token_type: 'Bearer' });
    expect(claimsOf(body?.id_token)).toMatchObject({
      sub: ada.sub,
      at_hash: expect.any(String),
      'urn:openid:params:jwt:claim:auth_req_id': id,
      'urn:openid:params:jwt:claim:rt_hash': expect.any(String),
    });
    const poll = openid.genericGrantRequest(rp, 'urn:openid:params:grant-type:ciba', { auth_req_id: id });
    await expect(poll).rejects.toMatchObject({ error: 'unauthorized_client' });
  });

  it.each([
    ['denial', 'deny', 'access_denied'],
    ['expiry', 'expire', 'expired_token'],
    ['failure', 'breakDown', 'transaction_failed'],
  ] as const)('tells of a %s', async (_what, verb, error) => {
    const { id } = await asked(lab, 'push');
    await op[verb]();
    expect(op.notifications).toMatchObject([{ body: { auth_req_id: id, error } }]);
  });

  it('comes from SimpleIdServer without the id', async () => {
    await asked(simpleidserver, 'push');
    await op.approve();
    expect(op.notifications[0]?.body).toHaveProperty('id_token');
    expect(op.notifications[0]?.body).not.toHaveProperty('auth_req_id');
  });
});

async function asked(kind: ProviderKind, delivery: Delivery, options: DoubleOptions = {}, scope = 'openid') {
  op = await kind.start({ interval: 0.1, ...options });
  const { rp } = await clientOf(delivery);
  const [hint] = kind.hints;
  const ack = await openid.initiateBackchannelAuthentication(rp, {
    scope,
    login_hint: hint === 'username' ? ada.username : ada.sub,
    client_notification_token: notificationToken,
  });
  return { id: ack.auth_req_id, rp };
}

async function clientOf(
  delivery: Delivery,
): Promise<{ client: ClientRegistration; rp: openid.Configuration }> {
  const client = await op.client('client_secret_post', delivery, {
    notificationEndpoint: listener.url + PATH,
  });
  return { client, rp: await relyingParty(op, client) };
}

function claimsOf(jwt: unknown): unknown {
  return JSON.parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString());
}
