import { createCertificateAuthority } from '../certificates';
import { type Acknowledgement, beginAuthentication } from './backchannel-endpoint';
import type { Behaviour } from './behaviour';
import { authenticateClient } from './client-authentication';
import { ClientRegistry } from './client-registry';
import { confirmationFor } from './confirmation';
import { sampleCustomers } from './customers';
import { metadata } from './discovery';
import { newNonce } from './dpop';
import { Failures } from './failures';
import { checkForm } from './form';
import { type Call, type Reply, startHost } from './http-host';
import { newSigningKeys, publicJwk, sharedSigningKeys } from './keys';
import type { Host } from './listen';
import { notify } from './notifications';
import { OAuthError } from './oauth-error';
import { once } from './once';
import type {
  Answer,
  DoubleOptions,
  Endpoint,
  Failure,
  ProviderDouble,
  ReceivedRequest,
  SentNotification,
} from './provider-double';
import { RESOURCE_PATH, serveResource } from './resource';
import { redeem } from './token-endpoint';
import { type Confirmation, issueIdTokenHint, issueTokens, type TokenContext } from './tokens';
import { type Transaction, Transactions } from './transactions';

/** A provider of our own making that does as the real one, strictly. */
export async function startOpDouble(
  behaviour: Behaviour,
  options: DoubleOptions = {},
): Promise<ProviderDouble> {
  const { customers = sampleCustomers, now = Date.now, notifyTimes = 1 } = options;
  const { interval = behaviour.interval, expiresIn = behaviour.expiresIn } = options;
  const authority = await createCertificateAuthority();
  const server = await authority.issueServer();
  const registry = new ClientRegistry(
    { ...behaviour, signedRequests: behaviour.requestObject !== undefined },
    authority,
  );
  const transactions = new Transactions();
  const requests: ReceivedRequest[] = [];
  const notifications: SentNotification[] = [];
  const revoked: string[] = [];
  const failures = new Failures();
  const isFresh = once();
  const nonce = (options.dpopNonce ?? behaviour.dpopNonce) ? newNonce() : undefined;
  /** Push clients have no token request: their tokens are tied to whoever asked. */
  const confirmations = new Map<Transaction, Confirmation | undefined>();
  let keys = await sharedSigningKeys();

  const common = { requests, failure: nextFailure, handle };
  const main = await startHost({ ...common, ...(options.https ? { tls: server } : {}) });
  const mtls = await startMtlsHost();
  const issuer = main.origin + behaviour.issuerPath;
  const discoveryPath = `${behaviour.issuerPath.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const routes = routeTable();
  const tokenContext: TokenContext = {
    issuer,
    resource: `${main.origin}/api`,
    keys: () => keys,
    now,
    idTokenClaims: behaviour.idToken?.claims,
    detailsBeside: behaviour.detailsBeside ?? true,
  };

  async function startMtlsHost(): Promise<Host | undefined> {
    return behaviour.mtls && startHost({ ...common, tls: { ...server, clientCa: authority.cert } });
  }

  function routeTable(): Map<string, Endpoint> {
    const { backchannel, token, revocation, jwks } = behaviour.paths;
    const { paths: secure } = behaviour.mtls ?? {};
    const table: readonly (readonly [string | undefined, Endpoint])[] = [
      [discoveryPath, 'discovery'],
      [jwks, 'jwks'],
      [backchannel, 'backchannel'],
      [token, 'token'],
      [revocation, 'revocation'],
      [RESOURCE_PATH, 'resource'],
      [secure?.backchannel, 'backchannel'],
      [secure?.token, 'token'],
      [secure?.revocation, 'revocation'],
    ];
    return new Map(table.flatMap(([path, endpoint]) => (path ? [[path, endpoint] as const] : [])));
  }

  function nextFailure(path: string): Failure | undefined {
    return failures.next(routes.get(path));
  }

  async function handle(call: Call): Promise<Reply> {
    switch (routes.get(call.path)) {
      case 'discovery':
        return { status: 200, body: metadata(behaviour, issuer, main.origin, mtls?.origin) };
      case 'jwks':
        return { status: 200, body: { keys: Object.values(keys).map(publicJwk) } };
      case 'backchannel':
        return backchannel(call);
      case 'token':
        return token(call);
      case 'revocation':
        return revoke(call);
      case 'resource':
        return serveResource(call, {
          issuer,
          signingKey: () => keys.RS256,
          isRevoked: (one) => revoked.includes(one),
          isFresh,
          now,
          nonce,
        });
      case undefined:
        return { status: 404, body: { error: 'not_found' } };
    }
  }

  function authenticate(call: Call, endpoint: 'backchannel' | 'token' | 'revocation') {
    checkForm(call);
    const refusal = behaviour.clientError?.(endpoint);
    const audience = behaviour.assertionAudience === 'endpoint' ? call.url : issuer;
    const basic =
      behaviour.basic === 'unencoded'
        ? { basic: { isEncoded: false, isRead: endpoint !== 'revocation' } }
        : {};
    return authenticateClient(call, {
      audience,
      find: (id) => registry.find(id),
      isFresh,
      now,
      refusal,
      ...basic,
    });
  }

  async function backchannel(call: Call): Promise<Reply> {
    const client = await authenticate(call, 'backchannel');
    const signingKeys = () => Object.values(keys);
    const context = {
      behaviour,
      transactions,
      isFresh,
      interval,
      expiresIn,
      issuer,
      customers,
      signingKeys,
      now,
    };
    const { transaction, acknowledgement } = await beginAuthentication(call.body, client, context);
    if (client.delivery === 'push') {
      confirmations.set(
        transaction,
        await confirmationFor(call, { dpop: behaviour.dpop, isFresh, now, nonce }),
      );
    }
    transactions.add(transaction);
    const answer = options.answer?.(transaction.request);
    return acknowledge(acknowledgement, answer && (() => settle(transaction, answer)));
  }

  async function acknowledge(body: Acknowledgement, tell: (() => Promise<void>) | undefined): Promise<Reply> {
    if (!tell) return { status: 200, body };
    // The notification must not overtake the acknowledgement unless a test asks for it.
    if (!options.notifyEarly) return { status: 200, body, after: tell };
    await tell();
    return { status: 200, body };
  }

  async function token(call: Call): Promise<Reply> {
    const client = await authenticate(call, 'token');
    const confirmation = await confirmationFor(call, { dpop: behaviour.dpop, isFresh, now, nonce });
    const { transaction, approval } = redeem(call.body, client, transactions, behaviour, now());
    return {
      status: 200,
      body: await issueTokens(transaction, approval, client, confirmation, tokenContext),
    };
  }

  /** RFC 7009: unknown tokens are as good as revoked. */
  async function revoke(call: Call): Promise<Reply> {
    await authenticate(call, 'revocation');
    const one = call.body.get('token');
    if (!one) throw new OAuthError(400, 'invalid_request', 'token is missing');
    revoked.push(one);
    return { status: 200 };
  }

  async function settle(transaction: Transaction, answer: Answer): Promise<void> {
    transaction.answer = answer;
    const client = registry.find(transaction.request.clientId);
    if (!client) throw new Error('the client is gone');
    await notify(transaction, client, {
      rules: behaviour.notification ?? {},
      times: notifyTimes,
      sent: notifications,
      tokens: () => {
        const approval = answer.outcome === 'approved' ? answer : {};
        return issueTokens(transaction, approval, client, confirmations.get(transaction), tokenContext);
      },
    });
  }

  return {
    name: behaviour.name,
    issuer,
    resourceUrl: { plain: main.origin + RESOURCE_PATH, mtls: (mtls ?? main).origin + RESOURCE_PATH },
    ca: authority.cert,
    authority,
    customers,
    get clients() {
      return registry.all;
    },
    requests,
    notifications,
    revoked,
    client: (auth, delivery = 'poll', clientOptions = {}) => registry.register(auth, delivery, clientOptions),
    nextRequest: () => transactions.unseen.take(),
    approve: (approval = {}, id) => settle(transactions.open(id), { outcome: 'approved', ...approval }),
    deny: (id) => settle(transactions.open(id), { outcome: 'denied' }),
    expire: (id) => settle(transactions.open(id), { outcome: 'expired' }),
    breakDown: (id) => settle(transactions.open(id), { outcome: 'failed' }),
    idTokenHint: (client, customer) => issueIdTokenHint(client, customer, tokenContext),
    rotateKeys: async () => {
      keys = await newSigningKeys();
    },
    fail: (endpoint, failure, times) => failures.order(endpoint, failure, times),
    close: async () => {
      await Promise.all([main.close(), mtls?.close()]);
    },
  };
}
