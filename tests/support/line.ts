import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { StaffActor } from '@/lib/actor';
import { type CibaClient, createCibaClient } from '@/lib/ciba/client';
import type { ClientAuthentication } from '@/lib/ciba/client-auth';
import type { Hint, LoginHintForm } from '@/lib/ciba/hint';
import { readDecryptionKey, readSigningKey } from '@/lib/ciba/keys';
import { profiles } from '@/lib/ciba/profiles/all';
import { standard } from '@/lib/ciba/profiles/standard';
import { createProvider, type ProviderSettings } from '@/lib/ciba/provider';
import { createResourceClient, type ResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { systemClock } from '@/lib/clock';
import type { Customer } from '@/lib/customers/directory';
import { NotificationHub } from '@/lib/verification/notifications';
import { receiveNotification } from '@/lib/verification/notify';
import { Poller } from '@/lib/verification/poller';
import { type Asked, requestVerification } from '@/lib/verification/request';
import type { Verification } from '@/lib/verification/verification';
import { noLimits } from './guard-limits';
import { MemoryStore } from './memory-store';
import type {
  ClientOptions,
  ClientRegistration,
  Customer as Person,
  ProviderDouble,
} from './providers/provider-double';
import { recordingLog } from './recording-log';
import { ann, maria } from './samples';

/**
 * A desk without its screens on a line to an OpenID provider: the verbs, the poller, the notification address and the
 * client itself, on a store in memory. Only the clock is the real one.
 */
export interface Line {
  readonly op: ProviderDouble;
  readonly store: MemoryStore;
  readonly ciba: CibaClient;
  readonly resources: ResourceClient;
  readonly log: ReturnType<typeof recordingLog>;
  readonly registration: ClientRegistration;
  /** The hint the customer is named by. */
  hint(): Promise<Hint | undefined>;
  /** Asks the customer, and returns when the OP has answered. */
  ask(asked?: Asked, actor?: StaffActor): Promise<Verification>;
  /** The verification as it is when its status is none of these any more. */
  after(v: Verification, ...waiting: readonly Verification['status'][]): Promise<Verification>;
  close(): Promise<void>;
}

export interface LineOptions {
  readonly client?: ClientOptions;
  readonly settings?: Partial<ProviderSettings>;
  readonly requestedExpiry?: number;
  /** Names the customer by this form; by default, by the first that the profile and the customer allow. */
  readonly hint?: LoginHintForm;
  readonly customer?: Person;
}

const WAIT_MS = 20_000;

export async function openLine(
  op: ProviderDouble,
  auth: ClientRegistration['auth'],
  delivery: ClientRegistration['delivery'],
  options: LineOptions = {},
): Promise<Line> {
  const verbs = { receive: async (_authorization: string | null, _body: string) => 401 };
  const notifications = await listen(verbs);
  const registration = await op.client(auth, delivery, {
    instance: crypto.randomUUID(),
    notificationEndpoint: notifications.url,
    ...options.client,
  });
  const settings = await settingsFor(op, registration, options);
  const transport = createTransport({ ca: registration.ca, certificate: registration.certificate });
  const store = new MemoryStore();
  const hub = new NotificationHub();
  store.onChange = (id) => hub.publish(id);
  const log = recordingLog();
  const ciba = createCibaClient(createProvider(settings, transport, systemClock));
  const deps = { verifications: store, notifications: hub, ciba, clock: systemClock, log: log.log };
  const poller = new Poller(deps);
  poller.start();
  verbs.receive = async (authorization, body) =>
    ({ accepted: 204, refused: 401, too_early: 503, not_stored: 503 })[
      await receiveNotification(deps, authorization, body)
    ];

  const customer = customerOf(options.customer ?? firstOf(op.customers));
  return {
    op,
    store,
    ciba,
    resources: createResourceClient(transport),
    log,
    registration,
    hint: () => ciba.hintFor(customer),
    async ask(asked, actor = ann) {
      const { verification, sent } = await requestVerification(
        {
          ...deps,
          poller,
          directory: {
            get: async () => customer,
            search: async () => ({ customers: [customer], more: false }),
          },
          requests: {
            limits: noLimits,
            requestedExpiry: options.requestedExpiry ?? 60,
            scope: 'openid read:sensitive-data',
            asksUserCode: asked?.userCode !== undefined,
          },
        },
        actor,
        customer.id,
        asked,
      );
      await sent;
      return store.get(verification.id);
    },
    async after(v, ...waiting) {
      const limit = Date.now() + WAIT_MS;
      const isWaiting = () => waiting.includes(store.get(v.id).status);
      while (isWaiting() && Date.now() < limit) {
        await new Promise<void>((resolve) => {
          const stop = hub.onChange(v.id, done);
          const timer = setTimeout(done, 200);
          function done() {
            stop();
            clearTimeout(timer);
            resolve();
          }
        });
      }
      return store.get(v.id);
    },
    async close() {
      await poller.stop();
      await notifications.close();
    },
  };
}

async function settingsFor(
  op: ProviderDouble,
  registration: ClientRegistration,
  { settings, hint }: LineOptions,
): Promise<ProviderSettings> {
  const { clientId, delivery, idTokenAlg, idTokenKey, key, certificate, signedRequests } = registration;
  const profile = profiles[op.name] ?? standard;
  const signingKey = await readSigningKey(key.pem, { kid: key.kid });
  return {
    issuer: op.issuer,
    clientId,
    clientAuth: authenticationOf(registration, signingKey),
    profile,
    delivery,
    hint: hint ?? firstOf(profile.hints),
    standing: {
      expiryParameter: profile.expiry.sent ? (profile.expiry.parameter ?? 'requested_expiry') : undefined,
    },
    hintKey: signingKey,
    requestKey: signedRequests === 'required' ? signingKey : undefined,
    dpop: false,
    authorizationDetails: false,
    mutualTls: certificate !== undefined,
    idTokenAlgorithm: idTokenAlg,
    idTokenKey: idTokenKey && (await readDecryptionKey(idTokenKey.pem)),
    ...settings,
  };
}

function authenticationOf(
  { auth, clientSecret = '' }: ClientRegistration,
  key: Awaited<ReturnType<typeof readSigningKey>>,
): ClientAuthentication {
  switch (auth) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return { method: auth, secret: clientSecret };
    case 'private_key_jwt':
      return { method: auth, key };
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return { method: auth };
  }
}

/** The provider's customer, as the bank's directory has them. */
function customerOf({ sub, username, email, phone }: Person): Customer {
  return { ...maria, subject: sub, username, email, phone };
}

function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('an empty list');
  return first;
}

/** Where the OP's notifications come in, as app/api/ciba/notify does it. */
async function listen(verbs: {
  receive: (authorization: string | null, body: string) => Promise<number>;
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const body = await text(request);
    const isPost = request.method === 'POST';
    response.writeHead(isPost ? await verbs.receive(request.headers.authorization ?? null, body) : 405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/api/ciba/notify`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
