import type { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type Provider from 'oidc-provider';
import { apiRoutes } from './api/routes';
import { createCustomers } from './bank/customers';
import { directoryRoutes } from './directory/routes';
import type { Settings } from './env';
import { sendJson, sendRedirect } from './http/reply';
import { createListener, type Mount, type Route } from './http/router';
import { staticRoutes } from './http/static';
import { loadKeys } from './keys';
import type { Notifier } from './notifier';
import { createAccessTokens } from './op/access-token';
import { createDevices, type Devices } from './op/devices';
import { enforceInterval } from './op/interval';
import { Prompts } from './op/prompt';
import { createOp } from './op/provider';
import { revokeJwtAccessTokens } from './op/revocation';
import { settle } from './op/settle';
import { phoneApiRoutes } from './phone/api-routes';
import { phonePageRoutes } from './phone/page-routes';
import { createPhoneSessions } from './phone/session';
import { reportErrors } from './report-errors';
import { signOutWithoutAsking } from './staff/logout';
import { createStaffIdp } from './staff/provider';
import { staffRoutes } from './staff/routes';
import { Store } from './store';

export interface SandboxOptions extends Settings {
  readonly notifier: Notifier;
  /** Stretches or shortens the delays after which personas answer by themselves. Default 1. */
  readonly personaDelayScale?: number;
}

export interface Sandbox {
  /** http://localhost:4000 */
  readonly url: string;
  /** Stops listening and leaves everything on the disk. */
  close(): Promise<void>;
}

/** Starts the bank on the loopback interface. Rejects when the port is taken or a file is damaged. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const url = `http://localhost:${options.port}`;
  const resource = `${url}/api`;
  const keys = await loadKeys(options.dataDir);
  const store = await Store.open(options.dataDir);
  const customers = createCustomers();
  const prompts = new Prompts(store);
  const onError = (where: string, error: unknown): void => reportErrors(where, error);

  const op = createOp({
    issuer: `${url}/op`,
    resource,
    keys: keys.op,
    store,
    customers,
    clientSecret: options.cibaClientSecret,
    devices: (): Devices => devices,
  });
  const devices = createDevices({
    prompts,
    customers,
    notifier: options.notifier,
    phoneUrl: `${url}/phone`,
    settle: (authReqId, answer, subject) => settle(op, authReqId, answer, subject),
    personaDelayScale: options.personaDelayScale ?? 1,
    onError,
  });
  const accessTokens = createAccessTokens(`${url}/op`, keys.op, store);
  enforceInterval(op, options.interval);
  revokeJwtAccessTokens(op, accessTokens);

  const staff = createStaffIdp({
    issuer: `${url}/staff`,
    keys: keys.staff,
    store,
    clientSecret: options.staffClientSecret,
    deskUrl: options.deskUrl,
  });
  signOutWithoutAsking(staff);

  const phone = {
    customers,
    prompts,
    devices,
    sessions: createPhoneSessions(keys.phone, customers, url),
    origin: url,
  };
  const routes: Route[] = [
    { method: 'GET', path: '/', handle: ({ res }) => sendRedirect(res, '/phone') },
    { method: 'GET', path: '/health', handle: ({ res }) => sendJson(res, 200, { status: 'ok' }) },
    ...phonePageRoutes(phone),
    ...phoneApiRoutes(phone),
    ...staffRoutes(staff, options.deskUrl),
    ...apiRoutes({ accessTokens, audience: resource, customers }),
    ...directoryRoutes(customers, options.directoryToken),
    ...(await staticRoutes(new URL('./phone/static/', import.meta.url), '/phone', [
      'icon.svg',
      'manifest.webmanifest',
      'phone.css',
      'phone.js',
    ])),
    ...(await staticRoutes(new URL('./staff/static/', import.meta.url), '/staff-sign-in', ['staff.css'])),
  ];
  const mounts = [mount('/op', op, onError), mount('/staff', staff, onError)];

  const server = createServer({ requestTimeout: 30_000 }, createListener(routes, mounts, onError));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  devices.resume();

  return {
    url,
    close: async () => {
      devices.close();
      const closed = new Promise((resolve) => server.close(resolve));
      // Phones keep their connections open; nobody should wait for them.
      server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
}

function mount(prefix: string, provider: Provider, onError: (where: string, error: unknown) => void): Mount {
  provider.on('server_error', (ctx, error) => onError(`${ctx.method} ${prefix}${ctx.path}`, error));
  // Without a listener Koa prints the stack. The event is Koa's, so oidc-provider's types do not list it.
  (provider as EventEmitter).on('error', (error: unknown) => onError(prefix, error));
  const { host } = new URL(provider.issuer);
  const handle = provider.callback();
  return {
    prefix,
    handle: async (req, res) => {
      // The provider builds its addresses from these two. They are the issuer's, whatever name the request used.
      Object.assign(req, { baseUrl: prefix });
      req.headers.host = host;
      await handle(req, res);
    },
  };
}
