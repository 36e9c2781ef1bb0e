import { apiRoutes } from './api/routes';
import type { Customer } from './bank/customer';
import { createCustomers } from './bank/customers';
import { EnrolledDevices, hasDemoPhone } from './bank/enrolled-devices';
import { Ledger } from './bank/ledger';
import { Transfers } from './bank/transfers';
import { loadCredentials } from './credentials';
import { directoryRoutes } from './directory/routes';
import type { Settings } from './env';
import { bankRoutes } from './events/routes';
import { createTransmitter, NOT_ON_A_CALL } from './events/transmitter';
import { listen, listenTls } from './http/listen';
import { sendJson, sendRedirect } from './http/reply';
import { createListener, type Route } from './http/router';
import { staticRoutes } from './http/static';
import { loadKeys } from './keys';
import { mount } from './mount';
import { type Notifier, notifyThrough } from './notifier';
import { gotifyChannel } from './notify-gotify';
import { webPushChannel } from './notify-webpush';
import { createDevices, type Devices } from './op/devices';
import { openOp } from './op/op';
import { Prompts } from './op/prompt';
import { settle } from './op/settle';
import { phoneApiRoutes } from './phone/api-routes';
import { deviceRoutes } from './phone/device-routes';
import { phonePageRoutes } from './phone/page-routes';
import { pushRoutes } from './phone/push-routes';
import { createPhoneSessions } from './phone/session';
import { reportErrors } from './report-errors';
import { signOutWithoutAsking } from './staff/logout';
import { createStaffIdp } from './staff/provider';
import { staffRoutes } from './staff/routes';
import { Store } from './store';

export interface SandboxOptions extends Settings {
  /** For customers whom no other channel reaches. */
  readonly notifier: Notifier;
  /** Stretches or shortens the delays after which personas answer by themselves. Default 1. */
  readonly personaDelayScale?: number;
  /** Stretches or shortens the delays of odd payees. Default 1. */
  readonly payeeDelayScale?: number;
  /** Milliseconds between two attempts at a push. Default 2000. */
  readonly pushRetryMs?: number;
  /** Milliseconds before a security event is sent the second time. Default 1000. */
  readonly eventRetryMs?: number;
  /** Who is told of what went wrong. Default: the terminal. */
  readonly onError?: (where: string, error: unknown) => void;
}

export interface Sandbox {
  /** http://localhost:4000 */
  readonly url: string;
  /** https://localhost:4001, where mutual TLS is taken */
  readonly tlsUrl: string | undefined;
  /** Stops listening and leaves everything on the disk. */
  close(): Promise<void>;
}

/** Starts the bank on the loopback interface. Rejects when a port is taken or a file is damaged. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const url = `http://localhost:${options.port}`;
  const credentials = options.credentials && (await loadCredentials(options.credentials));
  const tlsUrl = credentials && `https://localhost:${credentials.tls.port}`;
  const resource = `${url}/api`;
  const keys = await loadKeys(options.dataDir);
  const store = await Store.open(options.dataDir);
  const customers = createCustomers();
  const prompts = new Prompts(store);
  const enrolled = new EnrolledDevices(store);
  const onError = options.onError ?? reportErrors;

  const op = openOp({
    issuer: `${url}/op`,
    tlsIssuer: tlsUrl && `${tlsUrl}/op`,
    resource,
    keys: keys.op,
    store,
    customers,
    isReachable: (customer) => hasDemoPhone(customer) || enrolled.of(customer.subject).length > 0,
    clientSecret: options.cibaClientSecret,
    clientKeys: credentials?.clientKeys,
    notificationEndpoint: `${options.deskUrl}/api/ciba/notify`,
    devices: (): Devices => devices,
    interval: options.interval,
    pushRetryMs: options.pushRetryMs ?? 2000,
    onError,
  });
  const channels = [
    webPushChannel(enrolled, keys.vapid, onError),
    ...(options.gotify ? [gotifyChannel(options.gotify, customers)] : []),
  ];
  const devices = createDevices({
    prompts,
    customers,
    notifier: notifyThrough(channels, options.notifier, onError),
    phoneUrl: `${url}/phone`,
    expiries: op.expiries,
    settle: (authReqId, answer, subject, says) => settle(op.provider, authReqId, answer, subject, says),
    personaDelayScale: options.personaDelayScale ?? 1,
    onError,
  });

  const staff = createStaffIdp({
    issuer: `${url}/staff`,
    keys: keys.staff,
    store,
    clientSecret: options.staffClientSecret,
    deskUrl: options.deskUrl,
  });
  signOutWithoutAsking(staff);

  const transmitter = createTransmitter({
    issuer: `${url}/op`,
    op: `${url}/op`,
    deskUrl: options.deskUrl,
    key: keys.events,
    retryMs: options.eventRetryMs ?? 1000,
    onError,
  });

  const phone = {
    customers,
    prompts,
    devices,
    enrolled,
    sessions: createPhoneSessions(keys.phone, customers, enrolled, url),
    report: (customer: Customer) => transmitter.send(NOT_ON_A_CALL, {}, customer),
    origin: url,
  };
  const ledger = new Ledger(store);
  const api = apiRoutes({
    accessTokens: op.accessTokens,
    audience: resource,
    customers,
    ledger,
    transfers: new Transfers(store, ledger, options.payeeDelayScale ?? 1),
    origin: url,
    tlsOrigin: tlsUrl,
  });
  const pages: Route[] = [
    { method: 'GET', path: '/', handle: ({ res }) => sendRedirect(res, '/phone') },
    { method: 'GET', path: '/health', handle: ({ res }) => sendJson(res, 200, { status: 'ok' }) },
    ...phonePageRoutes(phone),
    ...phoneApiRoutes(phone),
    ...deviceRoutes(phone),
    ...pushRoutes(phone, keys.vapid.publicKey),
    ...bankRoutes({ customers, transmitter, origin: url }),
    ...staffRoutes(staff, options.deskUrl),
    ...directoryRoutes(customers, options.directoryToken),
    ...(await phoneFiles()),
    ...(await staticRoutes(new URL('./staff/static/', import.meta.url), '/staff-sign-in', ['staff.css'])),
  ];
  const opMount = mount('/op', op.provider, tlsUrl, onError);
  const mounts = [opMount, mount('/staff', staff, undefined, onError)];

  const stops = [await listen(options.port, createListener([...pages, ...api], mounts, onError))];
  // Only what programs use: the phone and the staff sign-in are pages, and live at one origin.
  if (credentials) stops.push(await listenTls(credentials.tls, createListener(api, [opMount], onError)));
  devices.resume();

  return {
    url,
    tlsUrl,
    close: async () => {
      devices.close();
      transmitter.close();
      op.close();
      await Promise.all(stops.map((stop) => stop()));
      await store.close();
    },
  };
}

async function phoneFiles(): Promise<Route[]> {
  const directory = new URL('./phone/static/', import.meta.url);
  const names = ['icon.svg', 'manifest.webmanifest', 'notify.js', 'phone.css', 'phone.js'];
  return [
    ...(await staticRoutes(directory, '/phone', names)),
    ...(await staticRoutes(new URL('./messages/en/', import.meta.url), '/phone', ['browser.js'])),
    // The page itself lies above the worker's folder.
    ...(await staticRoutes(directory, '/phone', ['sw.js'], { 'service-worker-allowed': '/phone' })),
  ];
}
