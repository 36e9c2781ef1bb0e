import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigurationError, readEnv } from '@/lib/env';
import { readTransmitters } from '@/lib/security-events/settings';
import { APP, DESK, newTransmitter } from '../../support/security-events';
import { validEnv } from '../valid-env';

const read = (setting: string | undefined) =>
  readTransmitters({ SECURITY_EVENTS_ISSUERS: setting, APP_URL: DESK });
const app = { issuer: APP, jwks_uri: `${APP}/jwks` };

test('without the setting nobody may push', async () => {
  expect(await read(undefined)).toEqual([]);
});

test('a transmitter is read with the desk as its audience, or with its own', async () => {
  const { jwk } = await newTransmitter();
  const engine = {
    issuer: 'https://fraud.example',
    jwks: { keys: [jwk] },
    audience: 'countersign',
    token: 'sixteen-characters',
  };
  expect(await read(JSON.stringify([app, engine]))).toEqual([
    { issuer: APP, keys: { uri: `${APP}/jwks` }, audience: DESK, token: undefined },
    { issuer: engine.issuer, keys: { jwks: engine.jwks }, audience: 'countersign', token: engine.token },
  ]);
});

test('the setting may name a file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'transmitters.json');
  await writeFile(file, JSON.stringify([app]));
  expect(await read(file)).toMatchObject([{ issuer: APP }]);
});

describe('what is wrong is named', () => {
  test.each<[string, string]>([
    ['/nowhere/at/all.json', '/nowhere/at/all.json cannot be read'],
    ['[', 'is not JSON'],
    [JSON.stringify([{ issuer: APP }]), '0: must have either jwks_uri or jwks'],
    [JSON.stringify([{ ...app, jwks: { keys: [{ kty: 'EC' }] } }]), '0: must have either jwks_uri or jwks'],
    [JSON.stringify([{ ...app, issuer: 'app' }]), '0.issuer: Invalid URL'],
    [JSON.stringify([{ ...app, issuer: 'http://app.example' }]), '0.issuer: must be https'],
    [JSON.stringify([{ ...app, jwks_uri: 'http://app.example/jwks' }]), '0.jwks_uri: must be https'],
    [JSON.stringify([{ ...app, token: 'short' }]), '0.token: must be 16 or more'],
    [JSON.stringify([{ ...app, jwks_url: 'x' }]), 'jwks_url'],
    [JSON.stringify([app, app]), 'names an issuer twice'],
    [JSON.stringify([{ issuer: APP, jwks: { keys: [] } }]), '0.jwks.keys'],
    [
      JSON.stringify([{ issuer: APP, jwks: { keys: [{ kty: 'EC', d: 'x' }] } }]),
      'must hold public keys only',
    ],
    [
      JSON.stringify([{ issuer: APP, jwks: { keys: [{ kty: 'oct', k: 'x' }] } }]),
      'must hold public keys only',
    ],
  ])('%s: %s', async (setting, problem) => {
    const error = await read(setting).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(`SECURITY_EVENTS_ISSUERS: `);
    expect(String(error)).toContain(problem);
  });

  test('without a token that stands there', async () => {
    const text = `[{"issuer":"${APP}","token":"the-token-agreed-on" "jwks_uri":""}]`;
    await expect(read(text)).rejects.not.toThrow(/the-token/);
  });
});

describe('further types of events', () => {
  test('are separated by spaces or commas', () => {
    const { SECURITY_EVENTS_REPORTS: types } = readEnv({
      ...validEnv(),
      SECURITY_EVENTS_REPORTS: 'urn:bank:stolen, https://bank.example/events/sim-swap',
    });
    expect(types).toEqual(['urn:bank:stolen', 'https://bank.example/events/sim-swap']);
    expect(readEnv(validEnv()).SECURITY_EVENTS_REPORTS).toEqual([]);
  });

  test('must be URIs', () => {
    expect(() => readEnv({ ...validEnv(), SECURITY_EVENTS_REPORTS: 'stolen' })).toThrow(
      /SECURITY_EVENTS_REPORTS: must be event types/,
    );
  });
});
