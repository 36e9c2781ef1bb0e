import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '@/lib/alarms/report';
import type { Customer, ExactDirectory } from '@/lib/customers/directory';
import { type ReceiveDeps, receiveSecurityEvent } from '@/lib/security-events/receive';
import { FakeClock } from '../../support/fake-clock';
import { MemoryStore } from '../../support/memory-store';
import { recordingLog } from '../../support/recording-log';
import { approved, customer, ended, later, maria, pending, START, tokens } from '../../support/samples';
import {
  APP,
  aboutMaria,
  DESK,
  NOT_ON_A_CALL,
  newTransmitter,
  OP,
  RISC,
  type SigningTransmitter,
  securityEvents,
} from '../../support/security-events';

let app: SigningTransmitter;
beforeAll(async () => {
  app = await newTransmitter();
});

let store: MemoryStore;
let deps: ReceiveDeps;
let log: ReturnType<typeof recordingLog>;
let known: Customer[];
/** What was reported, in the order it was. */
let made: Report[];
const clock = new FakeClock();

beforeEach(() => {
  store = new MemoryStore();
  log = recordingLog();
  known = [maria];
  const directory: ExactDirectory = {
    exactly: async ({ by, value }) =>
      known.filter((one) => (by === 'email' ? one.email === value.toLowerCase() : one[by] === value)),
  };
  made = [];
  const verifications: ReceiveDeps['verifications'] = {
    report: (reports, once) => {
      made.push(...reports);
      return store.report(reports, once);
    },
    listRecentOf: (id, since) => store.listRecentOf(id, since),
  };
  deps = {
    verifications,
    directory,
    securityEvents: securityEvents(clock, [app]),
    clock,
    log: log.log,
  };
});

const receive = (body: string, authorization: string | null = null) =>
  receiveSecurityEvent(deps, authorization, body);
const accepted = { kind: 'accepted' };
const refusedAs = (err: string) => ({ kind: 'refused', err, description: expect.any(String) });
/** Nothing was stored; the log says why, and nothing that somebody could flood it with. */
const expectNothing = () => {
  expect([store.audit, log.at('warn'), log.at('error')]).toEqual([[], 0, 0]);
  expect(log.text()).toMatch(/^debug .*"code":"\w+".*security event not taken/);
};
const alarm = (subject = maria.subject) => store.alarms.standing(subject);

describe('a token is refused', () => {
  test.each<[string, string, () => string | Promise<string>]>([
    ['that is no JWT', 'invalid_request', () => 'hello'],
    ['that is empty', 'invalid_request', () => ''],
    ['that is JSON', 'invalid_request', () => JSON.stringify(aboutMaria())],
    ['with a header that is no JSON', 'invalid_request', async () => `x${await app.sign()}`],
    ['that is encrypted', 'invalid_request', () => 'e30.e30.e30.e30.e30'],
    ['of no kind', 'invalid_request', () => app.sign({}, { typ: undefined })],
    ['of another kind', 'invalid_request', () => app.sign({}, { typ: 'JWT' })],
    ['that is a logout token', 'invalid_request', () => app.sign({}, { typ: 'logout+jwt' })],
    ['nobody signed', 'invalid_key', () => unsigned()],
    ['signed with a shared secret', 'invalid_key', () => withSecret()],
    ['of a stranger', 'invalid_issuer', () => app.sign({ iss: 'https://evil.example' })],
    ['of nearly the right issuer', 'invalid_issuer', () => app.sign({ iss: `${APP}/` })],
    ['of several issuers', 'invalid_issuer', () => app.sign({ iss: [APP] })],
    ['of nobody', 'invalid_issuer', () => app.sign({ iss: undefined })],
    [
      'signed with a key that is not the issuer’s',
      'invalid_key',
      async () => (await newTransmitter()).sign(),
    ],
    ['that claims the issuer’s key', 'authentication_failed', async () => impostor()],
    ['that was changed', 'authentication_failed', async () => changed(await app.sign())],
    ['for somebody else', 'invalid_audience', () => app.sign({ aud: 'https://other.example' })],
    ['for nobody', 'invalid_audience', () => app.sign({ aud: undefined })],
    ['of an unknown time', 'invalid_request', () => app.sign({ iat: undefined })],
    ['of a time that is a text', 'invalid_request', () => app.sign({ iat: '1772442000' })],
    ['of a time to come', 'invalid_request', () => app.sign({ iat: seconds(later(61)) })],
    ['that is too old', 'invalid_request', () => app.sign({ iat: seconds(later(-7 * 86_400 - 1)) })],
    ['that expires', 'invalid_request', () => app.sign({ exp: seconds(later(600)) })],
    ['with a sub', 'invalid_request', () => app.sign({ sub: 'sub-maria' })],
    ['without an id', 'invalid_request', () => app.sign({ jti: undefined })],
    ['with an empty id', 'invalid_request', () => app.sign({ jti: '' })],
    ['with an id no database takes', 'invalid_request', () => app.sign({ jti: 'a\0b' })],
    ['with an id without end', 'invalid_request', () => app.sign({ jti: 'x'.repeat(256) })],
    ['without events', 'invalid_request', () => app.sign({ events: undefined })],
    ['with no event in it', 'invalid_request', () => app.sign({ events: {} })],
    ['with a list of events', 'invalid_request', () => app.sign({ events: [NOT_ON_A_CALL] })],
    [
      'with an event that is no object',
      'invalid_request',
      () => app.sign({ events: { [NOT_ON_A_CALL]: true } }),
    ],
    ['with extensions nobody knows', 'invalid_request', () => app.sign({}, { crit: ['b64'], b64: true })],
    ['about nobody', 'invalid_request', () => app.sign({ sub_id: undefined })],
    ['about a text', 'invalid_request', () => app.sign({ sub_id: 'sub-maria' })],
    [
      'about somebody it does not name',
      'invalid_request',
      () => app.sign({ sub_id: { format: 'iss_sub', iss: OP } }),
    ],
  ])('%s: %s', async (_what, err, token) => {
    expect(await receive(await token())).toEqual(refusedAs(err));
    expectNothing();
  });

  test('by every issuer while none is set', async () => {
    deps = { ...deps, securityEvents: securityEvents(clock, []) };
    expect(await receive(await app.sign())).toEqual(refusedAs('invalid_issuer'));
  });

  test.each([null, 'Bearer another-token-that-is-wrong', 'Basic the-token-agreed-on', 'the-token-agreed-on'])(
    'when its issuer does not show the token agreed on: %j',
    async (shown) => {
      deps = { ...deps, securityEvents: securityEvents(clock, [{ ...app, token: 'the-token-agreed-on' }]) };
      expect(await receive(await app.sign(), shown)).toEqual(refusedAs('authentication_failed'));
      expectNothing();
      expect(await receive(await app.sign(), 'Bearer the-token-agreed-on')).toEqual(accepted);
    },
  );

  test('and nothing of it is in the answer or the log', async () => {
    const token = await app.sign({ jti: 'jti-of-this-one', exp: 1 });
    const said = JSON.stringify(await receive(token)) + log.text();
    for (const part of [token, 'jti-of-this-one', 'sub-maria']) expect(said).not.toContain(part);
  });
});

describe('a token is taken', () => {
  test.each<[string, () => Promise<string>]>([
    ['with its whole media type', () => app.sign({}, { typ: 'application/secevent+jwt' })],
    ['in capitals', () => app.sign({}, { typ: 'SECEVENT+JWT' })],
    ['with a line end after it', async () => `${await app.sign()}\n`],
    ['for several', () => app.sign({ aud: ['https://other.example', DESK] })],
    ['from a clock that is ahead', () => app.sign({ iat: seconds(later(60)) })],
    ['that is a week old', () => app.sign({ iat: seconds(later(-7 * 86_400)) })],
    ['that names no key', () => app.sign({}, { kid: undefined })],
    ['with claims nobody knows', () => app.sign({ txn: 'x', toe: 1, nbf: seconds(later(600)) })],
  ])('%s, and raises the customer’s alarm', async (_what, token) => {
    expect(await receive(await token())).toEqual(accepted);
    expect(await alarm()).toMatchObject({
      customerId: maria.id,
      reports: [{ source: 'security_event', transmitter: APP, reason: NOT_ON_A_CALL, about: null }],
    });
  });

  test.each(['PS256', 'RS256', 'ES384', 'EdDSA', 'Ed25519'])('signed with %s', async (alg) => {
    const other = await newTransmitter(APP, alg);
    deps = { ...deps, securityEvents: securityEvents(clock, [other]) };
    expect(await receive(await other.sign())).toEqual(accepted);
  });

  test('that names no key, of an issuer with several', async () => {
    const [one, two] = [await newTransmitter(), await newTransmitter()];
    const keys = { jwks: { keys: [app.jwk, one.jwk, two.jwk] } };
    deps = { ...deps, securityEvents: securityEvents(clock, [{ ...app, keys }]) };
    expect(await receive(await two.sign({}, { kid: undefined }))).toEqual(accepted);
    expect(await receive(await (await newTransmitter()).sign({}, { kid: undefined }))).toEqual(
      refusedAs('authentication_failed'),
    );
  });

  test('again, and changes nothing more', async () => {
    const token = await app.sign();
    expect(await receive(token)).toEqual(accepted);
    const recorded = [...store.audit];
    expect(await receive(token)).toEqual(accepted);
    expect(await receive(await app.sign({ jti: decoded(token).jti, sub_id: opaque('C-2') }))).toEqual(
      accepted,
    );
    expect(store.audit).toEqual(recorded);
    expect((await alarm())?.reports).toHaveLength(1);
  });

  test('with the id another issuer used', async () => {
    const engine = await newTransmitter('https://fraud.bank.example');
    deps = { ...deps, securityEvents: securityEvents(clock, [app, engine]) };
    await receive(await app.sign({ jti: '1' }));
    expect(await receive(await engine.sign({ jti: '1' }))).toEqual(accepted);
    expect((await alarm())?.reports.map(({ transmitter }) => transmitter)).toEqual([engine.issuer, APP]);
  });
});

describe('an event means a report', () => {
  const reasonsFor = async (events: Record<string, object>, reports: string[] = []) => {
    deps = { ...deps, securityEvents: securityEvents(clock, [app], reports) };
    expect(await receive(await app.sign({ events }))).toEqual(accepted);
    return (await alarm())?.reports.map(({ reason }) => reason).sort() ?? [];
  };

  test.each<[Record<string, object>, number]>([
    [{ [NOT_ON_A_CALL]: {} }, 1],
    [{ [`${RISC}/credential-compromise`]: { credential_type: 'password' } }, 1],
    [{ [`${RISC}/account-disabled`]: { reason: 'hijacking' } }, 1],
    [{ [`${RISC}/account-disabled`]: { reason: 'bulk-account' } }, 0],
    [{ [`${RISC}/account-disabled`]: {} }, 0],
    [{ [`${RISC}/sessions-revoked`]: {} }, 0],
    [{ 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} }, 0],
    [{ 'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'x' } }, 0],
    [{ toString: {} }, 0],
    [{ [`${NOT_ON_A_CALL}0`]: {} }, 0],
    [{ [NOT_ON_A_CALL]: {}, [`${RISC}/sessions-revoked`]: {} }, 1],
    [{ [NOT_ON_A_CALL]: {}, [`${RISC}/credential-compromise`]: {} }, 2],
  ])('%j: %i', async (events, count) => {
    expect(await reasonsFor(events)).toHaveLength(count);
  });

  test('of a type the installation named, whatever it carries', async () => {
    expect(await reasonsFor({ 'urn:bank:stolen': {} }, ['urn:bank:stolen'])).toEqual(['urn:bank:stolen']);
    expect(await reasonsFor({ [`${RISC}/account-disabled`]: {} }, [`${RISC}/account-disabled`])).toHaveLength(
      2,
    );
  });

  test('without one, its token is remembered and needs no subject', async () => {
    const token = await app.sign({ events: { [`${RISC}/sessions-revoked`]: {} }, sub_id: undefined });
    expect(await receive(token)).toEqual(accepted);
    expect(await store.report([], { issuer: APP, jti: decoded(token).jti ?? '', receivedAt: START })).toBe(
      false,
    );
    expect(store.audit).toEqual([]);
  });
});

describe('the subject', () => {
  const about = async (sub_id: unknown, subject?: unknown) => {
    const events = { [NOT_ON_A_CALL]: subject === undefined ? {} : { subject } };
    expect(await receive(await app.sign({ sub_id, events }))).toEqual(accepted);
    return { customerId: made[0]?.customerId, about: made[0]?.about, alarm: await alarm() };
  };
  const found = { customerId: maria.id, about: null, alarm: expect.anything() };
  const unknown = (text: string) => ({ customerId: null, about: text, alarm: undefined });

  test.each([
    [{ format: 'iss_sub', iss: OP, sub: 'sub-maria' }],
    [opaque('C-100001')],
    [opaque('sub-maria')],
    [{ format: 'email', email: 'Maria.Alvarez@Example.com' }],
    [{ format: 'phone_number', phone_number: '+34 612 345 001' }],
    [{ format: 'aliases', identifiers: [opaque('C-100001')] }],
    [{ format: 'complex', user: { format: 'email', email: 'maria.alvarez@example.com' } }],
  ])('%j is Maria', async (sub_id) => {
    expect(await about(sub_id)).toEqual(found);
  });

  test('in the event counts before the one beside it; one that is none does not', async () => {
    expect(await about(opaque('C-2'), opaque('C-100001'))).toEqual(found);
    expect(await about(opaque('C-100001'), 'Security alert')).toMatchObject({ customerId: maria.id });
    expect(await about(undefined, opaque('C-100001'))).toMatchObject({ customerId: maria.id });
  });

  test.each<[string, object]>([
    [
      'sub-maria of https://other.example',
      { format: 'iss_sub', iss: 'https://other.example', sub: 'sub-maria' },
    ],
    [`sub-maria of ${OP}/`, { format: 'iss_sub', iss: `${OP}/`, sub: 'sub-maria' }],
    ['nobody@example.com', { format: 'email', email: 'nobody@example.com' }],
    ['+34612345999', { format: 'phone_number', phone_number: '+34612345999' }],
    ['612345001', { format: 'phone_number', phone_number: '612345001' }],
    ['C-9', opaque('C-9')],
    ['a b', opaque('a\0\nb')],
    [
      '{"format":"account","uri":"acct:maria@bank.example"}',
      { format: 'account', uri: 'acct:maria@bank.example' },
    ],
    [
      '[{"format":"opaque","id":"C-100001"},{"format":"opaque","id":"C-2"}]',
      { format: 'aliases', identifiers: [opaque('C-100001'), opaque('C-2')] },
    ],
    [
      '{"user":{"format":"opaque","id":"C-100001"},"session":{"format":"opaque","id":"s"}}',
      { format: 'complex', user: opaque('C-100001'), session: opaque('s') },
    ],
    [`${'x'.repeat(199)}…`, opaque('x'.repeat(300))],
  ])('%s is nobody here, and the report is kept', async (text, sub_id) => {
    expect(await about(sub_id)).toEqual(unknown(text));
    expect(store.actions()).toEqual(['report.made']);
  });

  test('that two customers share is nobody', async () => {
    known = [maria, customer('C-2')];
    expect(await about({ format: 'email', email: 'maria.alvarez@example.com' })).toMatchObject({
      about: 'maria.alvarez@example.com',
    });
    known = [maria, customer('C-3', { number: 'C-100001' })];
    expect(await about(opaque('C-100001'))).toMatchObject({ alarm: undefined });
  });

  test('of our own OP whom the directory does not know has an alarm all the same', async () => {
    known = [];
    expect(await about({ format: 'iss_sub', iss: OP, sub: 'sub-new' })).toMatchObject({
      customerId: null,
      about: null,
    });
    expect(await alarm('sub-new')).toMatchObject({ subject: 'sub-new', customerId: null });
  });
});

describe('a report is linked to the verification it is about', () => {
  const linked = async (binding_message?: string, type: string = NOT_ON_A_CALL) => {
    await receive(await app.sign({ events: { [type]: { binding_message } } }));
    const [report] = (await alarm())?.reports ?? [];
    return [report?.verificationId, report?.askedBy];
  };

  test('the open one, and whoever asked is known', async () => {
    store.put(ended('denied', { staffSubject: 'staff-bob' }));
    const open = store.put(pending());
    store.put(ended('expired', { endedAt: later(-1), staffSubject: 'staff-bob' }));
    expect(await linked()).toEqual([open.id, 'staff-ann']);
  });

  test('the one with the message the customer saw', async () => {
    const theirs = store.put(ended('denied', { staffSubject: 'staff-bob', bindingMessage: 'CALL-AAA-111' }));
    store.put(pending());
    expect(await linked('CALL-AAA-111')).toEqual([theirs.id, 'staff-bob']);
  });

  test('the newest of the last ten minutes, or whose approval is still in use', async () => {
    store.put(ended('denied', { endedAt: later(-601), staffSubject: 'staff-bob' }));
    const inUse = store.put(approved({ endedAt: later(-3000) }));
    expect(await linked(undefined, `${RISC}/credential-compromise`)).toEqual([inUse.id, 'staff-ann']);
  });

  test('none, when nobody asked of late', async () => {
    store.put(ended('denied', { endedAt: later(-601) }));
    store.put(pending({ customerId: 'C-2' }));
    expect(await linked()).toEqual([null, null]);
  });

  test('and an approval in use ends with it', async () => {
    const v = store.put(approved(), { tokens: tokens() });
    await receive(await app.sign());
    expect(store.get(v.id)).toMatchObject({ grantEnd: 'alarm' });
    expect(store.endedGrants).toEqual([{ id: v.id, tokens: tokens() }]);
  });
});

test('when the database is away the fault is told, and the token is not remembered', async () => {
  const token = await app.sign();
  const report = store.report.bind(store);
  store.report = async () => {
    throw new Error('the database does not answer');
  };
  await expect(receive(token)).rejects.toThrow('does not answer');
  store.report = report;
  expect(await receive(token)).toEqual(accepted);
  expect((await alarm())?.reports).toHaveLength(1);
});

function opaque(id: string) {
  return { format: 'opaque', id };
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function decoded(token: string): { jti?: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** With another letter in the middle of the signature. */
function changed(token: string): string {
  const [head, body, signature = ''] = token.split('.');
  return [
    head,
    body,
    signature.replace(/^(.{20})(.)/, (_, begin, one) => `${begin}${one === 'A' ? 'B' : 'A'}`),
  ].join('.');
}

function unsigned(): string {
  const [, body, none] = new UnsecuredJWT(aboutMaria()).encode().split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'secevent+jwt' })).toString('base64url');
  return [header, body, none].join('.');
}

/** With the issuer's public key, which everybody has, as the secret. */
async function withSecret(): Promise<string> {
  return new SignJWT(aboutMaria())
    .setProtectedHeader({ alg: 'HS256', typ: 'secevent+jwt', kid: app.jwk.kid ?? '' })
    .sign(new TextEncoder().encode(JSON.stringify(app.jwk)));
}

async function impostor(): Promise<string> {
  const other = await generateKeyPair('ES256', { extractable: true });
  expect(await exportJWK(other.publicKey)).not.toEqual(app.jwk);
  return new SignJWT(aboutMaria())
    .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid: app.jwk.kid ?? '' })
    .sign(other.privateKey);
}
