import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import type { EnrolledDevice, EnrolledDevices } from '../bank/enrolled-devices';
import { bearerToken } from '../http/bearer';
import { Refusal } from '../http/exchange';
import { say } from '../messages/en/phone';

const COOKIE = 'alder_phone';
const LIFETIME_MS = 12 * 3_600_000;

/**
 * Who has signed in to the phone, on which enrolled device; on none, it is the demo phone. The token is
 * `number.device.expiry.signature`, in a cookie or as a bearer token. It ends with the device.
 */
export interface PhoneSessions {
  open(customer: Customer, device?: EnrolledDevice): string;
  find(req: IncomingMessage): Customer | undefined;
  deviceOf(req: IncomingMessage): EnrolledDevice | undefined;
  /** @throws Refusal 401; or 403 for a cookie that another site's page sent along */
  require(req: IncomingMessage): Customer;
  cookie(token: string): string;
}

interface Session {
  readonly customer: Customer;
  readonly device: EnrolledDevice | undefined;
}

export function createPhoneSessions(
  secret: string,
  customers: Customers,
  devices: EnrolledDevices,
  origin: string,
): PhoneSessions {
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

  const verify = (token: string): Session | undefined => {
    const [number = '', id = '', expiry = '', signature = ''] = token.split('.');
    const expected = Buffer.from(sign(`${number}.${id}.${expiry}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const customer = Number(expiry) > Date.now() ? customers.byKeyOrNumber(number) : undefined;
    const device = customer && id ? devices.find(customer.subject, id) : undefined;
    const removed = id !== '' && device === undefined;
    return customer && !removed ? { customer, device } : undefined;
  };

  const session = (req: IncomingMessage): Session | undefined =>
    verify(bearerToken(req) ?? cookieOf(req) ?? '');
  const find = (req: IncomingMessage): Customer | undefined => session(req)?.customer;

  return {
    open: ({ number }, device) => {
      const text = `${number}.${device?.id ?? ''}.${Date.now() + LIFETIME_MS}`;
      return `${text}.${sign(text)}`;
    },
    find,
    deviceOf: (req) => session(req)?.device,
    require: (req) => {
      const customer = find(req);
      if (!customer) throw new Refusal(401, 'unauthorized', say.refusals.signIn);
      if (bearerToken(req) === undefined && !isSameOrigin(req, origin)) refuseForeignPage();
      return customer;
    },
    cookie: (token) =>
      `${COOKIE}=${token}; Path=/phone; HttpOnly; SameSite=Lax; Max-Age=${token ? LIFETIME_MS / 1000 : 0}`,
  };
}

/** Against cross-site request forgery: a cookie counts only on a request from our own pages. */
export function requireSameOrigin(req: IncomingMessage, origin: string): void {
  if (!isSameOrigin(req, origin)) refuseForeignPage();
}

function refuseForeignPage(): never {
  throw new Refusal(403, 'forbidden', say.refusals.otherPage);
}

/** Reading is safe. Browsers add one of the two headers to every form and script request that writes. */
function isSameOrigin(req: IncomingMessage, origin: string): boolean {
  if (req.method === 'GET' || req.method === 'HEAD') return true;
  const site = req.headers['sec-fetch-site'];
  return site === undefined ? req.headers.origin === origin : site === 'same-origin';
}

function cookieOf(req: IncomingMessage): string | undefined {
  return (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
}
