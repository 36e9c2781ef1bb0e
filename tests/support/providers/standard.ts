import type { IncomingMessage, ServerResponse } from 'node:http';
import type OidcProvider from 'oidc-provider';
import type { BackchannelAuthenticationRequest, KoaContextWithOIDC } from 'oidc-provider';
import { errors } from '../../../sandbox/oidc';
import { createCertificateAuthority } from '../certificates';
import { ClientRegistry } from './client-registry';
import { sampleCustomers } from './customers';
import { Failures } from './failures';
import { sharedSigningKeys } from './keys';
import { listen } from './listen';
import type {
  Answer,
  AuthenticationRequest,
  DoubleOptions,
  Endpoint,
  Failure,
  ProviderDouble,
  ProviderKind,
  ReceivedRequest,
  SentNotification,
} from './provider-double';
import { Queue } from './queue';
import { RESOURCE_PATH } from './resource';
import { asHttps, memoryAdapter } from './standard-adapter';
import { createStandardProvider } from './standard-provider';
import { standardResource } from './standard-resource';
import { issueIdTokenHint } from './tokens';

/**
 * A provider that is not of our making: oidc-provider, certified for OpenID Connect. What the strict doubles and
 * this one both accept rests on more than our own reading of the specification.
 */
export const standard: ProviderKind = {
  name: 'standard',
  deliveries: ['poll', 'ping'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['sub', 'username', 'email', 'phone', 'iss_sub', 'login_hint_token', 'id_token_hint'],
  signedRequests: true,
  dpop: true,
  userCode: true,
  expiry: 'expired_token',
  bindingMessages: { good: 'Code-4711', bad: 'x'.repeat(21) },
  start,
};

/** Where oidc-provider has its routes. */
const ROUTES: Readonly<Record<string, Endpoint>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'jwks',
  '/backchannel': 'backchannel',
  '/token': 'token',
  '/token/revocation': 'revocation',
  [RESOURCE_PATH]: 'resource',
};

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function start(options: DoubleOptions = {}): Promise<ProviderDouble> {
  const { customers = sampleCustomers, interval = 5, expiresIn = 300, dpopNonce = false } = options;
  const authority = await createCertificateAuthority();
  const server = await authority.issueServer();
  const registry = new ClientRegistry(standard, authority);
  const requests: ReceivedRequest[] = [];
  const notifications: SentNotification[] = [];
  const revoked: string[] = [];
  const failures = new Failures();
  const asked = new Queue<AuthenticationRequest>();
  const open = new Map<string, BackchannelAuthenticationRequest>();
  const keys = Object.values(await sharedSigningKeys());
  const { factory, rows } = memoryAdapter((id) => registry.find(id));

  // The provider has to know its address, and the listeners have to know the provider.
  let serve: Listener = (_request, response) => void response.writeHead(503).end();
  const listener: Listener = (request, response) => {
    const endpoint = ROUTES[(request.url ?? '').split('?')[0] ?? ''];
    const failure = failures.next(endpoint);
    if (!failure) return serve(request, response);
    const { method = '', headers } = request;
    note(requests, { method, path: request.url ?? '', headers });
    fail(failure, response);
  };
  const main = await listen(listener, options.https ? server : undefined);
  const mtls = await listen(listener, { ...server, clientCa: authority.cert });

  const issuer = main.origin;
  const resource = `${issuer}/api`;
  const provider: OidcProvider = createStandardProvider({
    issuer,
    resource,
    mtlsOrigin: mtls.origin,
    keys,
    adapter: factory,
    clientAuths: standard.clientAuths,
    customers,
    find: (id) => registry.find(id),
    bindingMessage: /^[A-Za-z0-9\-._+/!?#]{1,20}$/,
    interval,
    expiresIn,
    dpopNonce,
    ask,
    endpointBehind: (url) =>
      registry.all.find(({ notificationEndpoint: given }) => given && asHttps(given) === url)
        ?.notificationEndpoint ?? url,
    notified: (notification) => void notifications.push(notification),
  });
  provider.use(async (ctx, next) => {
    const received = note(requests, ctx);
    await next();
    // Inside a provider every routed context carries `oidc`; others have none.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    for (const [name, value] of Object.entries(oidc?.body ?? {})) received.body.append(name, String(value));
    received.status = ctx.status;
    const token = received.body.get('token');
    if (oidc?.route === 'revocation' && token) revoked.push(token);
  });
  provider.use(standardResource({ issuer, keys, revoked, nonce: undefined }));
  serve = provider.callback();

  async function ask(request: BackchannelAuthenticationRequest, response: ServerResponse): Promise<void> {
    const customer = customers.find(({ sub }) => sub === request.accountId);
    if (!customer || !request.clientId) throw new Error('nobody to ask');
    const parameters = { ...request.params };
    const shown = { authReqId: request.jti, clientId: request.clientId, customer, parameters };
    open.set(request.jti, request);
    asked.put(shown);
    const answer = options.answer?.(shown);
    if (answer && options.notifyEarly) await settle(request, answer);
    // The ping must not overtake the acknowledgement.
    else if (answer) response.once('finish', () => void settle(request, answer).catch(console.error));
  }

  async function settle(request: BackchannelAuthenticationRequest, answer: Answer): Promise<void> {
    open.delete(request.jti);
    if (answer.outcome === 'expired') return expire(request.jti);
    if (answer.outcome === 'approved') return approve(request, answer);
    await provider.backchannelResult(request, new errors.AccessDenied());
  }

  async function approve(
    request: BackchannelAuthenticationRequest,
    answer: Answer & { outcome: 'approved' },
  ) {
    if (answer.mutateIdToken || answer.mutateTokens)
      throw new Error('oidc-provider lets nobody alter its tokens');
    // Request and grant must name the same account, whoever was asked at first.
    if (answer.sub) request.accountId = answer.sub;
    const grant = new provider.Grant({
      clientId: request.clientId ?? '',
      accountId: request.accountId ?? '',
    });
    const scope = answer.scope ?? request.scope ?? 'openid';
    grant.addOIDCScope(scope);
    grant.addResourceScope(resource, scope);
    const details = request.params?.authorization_details;
    const acr = answer.acr ?? String(request.params?.acr_values ?? '').split(' ')[0];
    await provider.backchannelResult(request, await grant.save(), {
      authTime: Math.floor(Date.now() / 1000),
      ...(acr ? { acr } : {}),
      ...(typeof details === 'string' ? { rar: JSON.parse(details) } : {}),
    });
  }

  /** Behind its back: it keeps the time by the row. */
  function expire(id: string): void {
    const row = rows.get(`BackchannelAuthenticationRequest:${id}`);
    if (row) row.exp = Math.floor(Date.now() / 1000) - 1;
  }

  function answerOpen(answer: Answer, authReqId?: string): Promise<void> {
    const request = authReqId ? open.get(authReqId) : [...open.values()].at(-1);
    if (!request) throw new Error('the provider has no open authentication request to answer');
    return settle(request, answer);
  }

  return {
    name: standard.name,
    issuer,
    resourceUrl: { plain: main.origin + RESOURCE_PATH, mtls: mtls.origin + RESOURCE_PATH },
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
    nextRequest: () => asked.take(),
    approve: (approval = {}, id) => answerOpen({ outcome: 'approved', ...approval }, id),
    deny: (id) => answerOpen({ outcome: 'denied' }, id),
    expire: (id) => answerOpen({ outcome: 'expired' }, id),
    breakDown: (id) => answerOpen({ outcome: 'failed' }, id),
    idTokenHint: async (client, customer) =>
      issueIdTokenHint(client, customer, {
        issuer,
        resource,
        keys: await sharedSigningKeys().then((all) => () => all),
        now: Date.now,
        idTokenClaims: undefined,
        detailsBeside: true,
      }),
    rotateKeys: () => Promise.reject(new Error('oidc-provider cannot change its keys while it runs')),
    fail: (endpoint, failure, times) => failures.order(endpoint, failure, times),
    close: async () => {
      await Promise.all([main.close(), mtls.close()]);
    },
  };
}

function note(
  requests: ReceivedRequest[],
  ctx: { method: string; path: string; headers: ReceivedRequest['headers'] },
) {
  const { method, path, headers } = ctx;
  const received: ReceivedRequest = {
    method,
    path,
    headers,
    body: new URLSearchParams(),
    at: performance.now(),
  };
  requests.push(received);
  return received;
}

function fail(failure: Failure, response: ServerResponse): void {
  if (failure === 'hang up') return void response.destroy();
  const { status, body, headers } = failure;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
