import { describe, expect, test } from 'vitest';
import { judgeAuthority, judgeCertificate } from '@/lib/doctor/certificate';
import { judgePermissions } from '@/lib/doctor/files';
import { createCertificateAuthority, selfSignedClient } from '../../support/certificates';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const now = new Date();

describe('a certificate', () => {
  test('with months to go is in order', async () => {
    const { cert } = await selfSignedClient('CN=desk', { notAfter: inDays(100) });
    expect(judgeCertificate(cert, now)).toMatchObject({ status: 'ok' });
  });

  test('with weeks to go is worth a look, and tells how many days', async () => {
    const { cert } = await selfSignedClient('CN=desk', { notAfter: inDays(12.5) });
    expect(judgeCertificate(cert, now)).toMatchObject({
      status: 'warn',
      says: expect.stringContaining('in 12 days'),
    });
  });

  test('that has not begun is wrong', async () => {
    const { cert } = await selfSignedClient('CN=desk', { notBefore: inDays(1), notAfter: inDays(100) });
    expect(judgeCertificate(cert, now)).toMatchObject({
      status: 'fail',
      remedy: expect.stringContaining('clock'),
    });
  });

  test('for servers is worth a look', async () => {
    const authority = await createCertificateAuthority();
    const { cert } = await authority.issueServer({ notAfter: inDays(100) });
    expect(judgeCertificate(cert, now)).toMatchObject({
      status: 'warn',
      says: expect.stringContaining('clientAuth'),
    });
  });

  test('that is cut off in the middle is no certificate', async () => {
    const { cert } = await selfSignedClient('CN=desk');
    expect(judgeCertificate(cert.slice(0, 100), now)).toMatchObject({ status: 'fail' });
  });
});

describe('authorities', () => {
  test('that all have expired are of no use; one of several is worth a look', async () => {
    const fresh = await selfSignedClient('CN=fresh', { notAfter: inDays(100) });
    const old = await selfSignedClient('CN=old', { notAfter: inDays(-1) });
    expect(judgeAuthority(old.cert, now)).toMatchObject({ status: 'fail' });
    expect(judgeAuthority(`${fresh.cert}\n${old.cert}`, now)).toMatchObject({
      status: 'warn',
      says: expect.stringContaining('CN=old'),
    });
    expect(judgeAuthority(fresh.cert, now)).toMatchObject({ status: 'ok' });
  });
});

test.each([
  [0o600, 'linux', 'ok'],
  [0o640, 'linux', 'warn'],
  [0o604, 'linux', 'warn'],
  [0o666, 'win32', 'ok'],
] as const)('a key file of mode %o on %s: %s', (mode, platform, status) => {
  expect(judgePermissions(mode, 'key.pem', platform).status).toBe(status);
});
